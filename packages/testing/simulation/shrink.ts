import { live, type Outcome, type Plot } from "./history";

/** What is broken, whoever it is about. */
const kindOf = ({ violations }: Outcome): string =>
  (violations[0] ?? "").replace(/\b[a-z]{3}_[0-9a-z]{26}\b|\b[a-z]+@\S+|\d+/g, "…");

/** The same step without anything going wrong. */
const calm = (step: number): number => step & 0xffffff;

/** The smallest history that was found, and what becomes of it. */
export interface Shrunk {
  plot: Plot;
  outcome: Outcome;
  /** Histories that were tried for it. */
  tries: number;
}

/** Looks for a smaller history in which the same thing breaks. */
export class Shrinking {
  private tries = 0;

  private constructor(
    private plot: Plot,
    private outcome: Outcome,
    private readonly most: number,
  ) {}

  /** @param most histories that are tried, at most */
  static async of(plot: Plot, outcome: Outcome, most = 300): Promise<Shrunk> {
    const shrinking = new Shrinking(plot, outcome, most);
    await shrinking.accept([...outcome.moved]);
    for (let before = ""; before !== shrinking.state && shrinking.tries < most; ) {
      before = shrinking.state;
      await shrinking.dropSteps();
      await shrinking.calmSteps();
    }
    return { plot: shrinking.plot, outcome: shrinking.outcome, tries: shrinking.tries };
  }

  private get state(): string {
    return this.plot.steps.join();
  }

  /** Goes on with these steps, where the same breaks. */
  private async accept(steps: number[]): Promise<boolean> {
    if (this.tries >= this.most) return false;
    this.tries += 1;
    const plot = { ...this.plot, steps };
    const outcome = await live(plot);
    if (kindOf(outcome) !== kindOf(this.outcome)) return false;
    this.plot = { ...plot, steps: outcome.moved.length < steps.length ? [...outcome.moved] : steps };
    this.outcome = outcome;
    return true;
  }

  /** Leaves out as many at once as it can; from the end, where less depends on them. */
  private async dropSteps(): Promise<void> {
    for (let size = this.plot.steps.length; size >= 1; size = Math.floor(size / 2))
      for (let end = this.plot.steps.length; end > 0; end -= size) {
        const { steps } = this.plot;
        const from = Math.max(0, Math.min(end, steps.length) - size);
        await this.accept([...steps.slice(0, from), ...steps.slice(from + size)]);
      }
  }

  private async calmSteps(): Promise<void> {
    for (const [place, step] of [...this.plot.steps.entries()])
      for (const duller of [0, calm(step)])
        if (this.plot.steps[place] === step && duller !== step)
          await this.accept(this.plot.steps.map((one, at) => (at === place ? duller : one)));
  }
}
