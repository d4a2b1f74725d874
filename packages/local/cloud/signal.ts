/** Wakes up one waiting loop; a signal that is raised while nobody waits is kept for the next wait. */
export class Signal {
  private raised = false;
  private wake: (() => void) | undefined;

  raise(): void {
    this.raised = true;
    this.wake?.();
  }

  /** Resolves at the next signal, or after the time in milliseconds. */
  async next(limitMs?: number): Promise<void> {
    if (!this.raised) await this.sleep(limitMs);
    this.raised = false;
  }

  private async sleep(limitMs: number | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (limitMs !== undefined) timer = setTimeout(resolve, limitMs);
    });
    clearTimeout(timer);
    this.wake = undefined;
  }
}
