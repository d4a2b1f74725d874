import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "#infra/root";
import { synthesize } from "#local/synthesis";
import { call } from "../api";
import { newCourse } from "../courses";
import { table } from "../markdown";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { replaceSection } from "./page";

/** What was asked once: of which kind, how long it took, and with which status it was answered. */
interface Sample {
  kind: string;
  ms: number;
  status: number;
}

interface Course {
  id: string;
  slug: string;
}

/** What everybody does, and writes down. */
class Load {
  readonly samples: Sample[] = [];
  readonly memory: number[] = [];
  /** Orders that came to be paid and granted, and that didn't within half a minute. */
  readonly orders = { completed: 0, late: 0 };
  private going = true;

  constructor(
    private readonly platform: TestPlatform,
    private readonly courses: readonly Course[],
  ) {}

  /** Until the time is over. */
  async run(milliseconds: number, readers: number, buyers: number): Promise<void> {
    const watch = setInterval(() => this.memory.push(process.memoryUsage.rss() / 1024 ** 2), 1000);
    setTimeout(() => (this.going = false), milliseconds);
    const reading = Array.from({ length: readers }, (_, n) => this.read(n));
    const buying = Array.from({ length: buyers }, () => this.buy());
    await Promise.all([...reading, ...buying]);
    clearInterval(watch);
  }

  private async ask(kind: string, route: string, request: Parameters<typeof call>[2] = {}) {
    const from = performance.now();
    const reply = await call(this.platform, route, request);
    this.samples.push({ kind, ms: performance.now() - from, status: reply.status });
    return reply;
  }

  private one(n: number): Course {
    const course = this.courses[n % this.courses.length];
    if (!course) throw new Error("there is nothing to read");
    return course;
  }

  private async read(from: number): Promise<void> {
    for (let n = from; this.going; n++) {
      await this.ask("list of courses", "GET /api/courses?limit=20");
      await this.ask("one course", `GET /api/courses/${this.one(n).slug}`);
      await this.ask("search", "GET /api/courses?search=load&limit=20");
      await this.ask("tree of categories", "GET /api/categories");
    }
  }

  private async buy(): Promise<void> {
    while (this.going) {
      const buyer = await newPerson(this.platform);
      for (let n = 0; n < this.courses.length && this.going; n++) await this.buyOne(buyer, this.one(n));
    }
  }

  private async buyOne(buyer: Person, course: Course): Promise<void> {
    const from = performance.now();
    const { status, body } = await order(this.platform, buyer, course);
    this.samples.push({ kind: "order", ms: performance.now() - from, status });
    if (status !== 201) return;
    await pay(this.platform, body.payment);
    this.orders[(await this.isGranted(buyer, body.order.id)) ? "completed" : "late"]++;
  }

  private async isGranted({ token }: Person, id: string): Promise<boolean> {
    for (let tries = 0; tries < 300; tries++) {
      const { body } = await this.ask("one order", `GET /api/orders/${id}`, { token });
      if (body.order?.order_status === "completed") return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  }
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const middle = (values: readonly number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

function rowOf(kind: string, samples: readonly Sample[], seconds: number): (string | number)[] {
  const times = samples.map(({ ms }) => ms).sort((a, b) => a - b);
  const errors = samples.filter(({ status }) => status >= 400).length;
  const rate = (samples.length / seconds).toFixed(1);
  return [kind, samples.length, rate, quantile(times, 0.5).toFixed(0), quantile(times, 0.99).toFixed(0), errors];
}

/** The section of the page that a run makes. */
function report({ samples, memory, orders }: Load, minutes: number, readers: number, buyers: number): string {
  const kinds = [...new Set(samples.map(({ kind }) => kind))].sort();
  const rows = kinds.map((kind) =>
    rowOf(
      kind,
      samples.filter((sample) => sample.kind === kind),
      minutes * 60,
    ),
  );
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  // What comes first is the functions' starting.
  const quarters = [0, 1, 2, 3].map((n) => middle(memory.slice(n * quarter, (n + 1) * quarter)).toFixed(0));
  return `## Load

Written by \`npm run load -- --minutes ${minutes}\`: ${readers} readers and ${buyers} buyers at once, each asking again as soon as it is answered, on the local
cloud in one process, which is table, user pool, payment provider, every function and whoever asks. So the rates are those
of one machine's two busy cores and say nothing of AWS; that nothing fails, and nothing grows but the table, is what it is for.

${table(["what", "requests", "per second", "p50 ms", "p99 ms", "errors"], [...rows, rowOf("all", samples, minutes * 60)])}

Orders that were paid and granted: ${orders.completed}; not within half a minute: ${orders.late}. Memory of the whole process by quarters of the run
(medians, MB): ${quarters.join(", ")}. Table, stream, inbox and the provider's books are in this process and keep everything, and each
function's thread has a heap of its own; of a function by itself, [Others](#others) tells.
`;
}

const { values } = parseArgs({ options: { minutes: { type: "string", default: "0.5" } } });
const minutes = Number(values.minutes);
const [readers, buyers] = [6, 2];

const outdir = join(root, ".build", "bench", "cdk.out");
await synthesize(outdir);
const platform = await openTestPlatform({ outdir, log: () => {} });
try {
  const admin = await newPerson(platform, { role: "admin" });
  const courses: Course[] = [];
  for (let n = 0; n < 24; n++)
    courses.push(await newCourse(platform, admin, { title: `Load, volume ${n}`, price: 1499 }));
  await platform.settled();
  const load = new Load(platform, courses);
  await load.run(minutes * 60_000, readers, buyers);
  await platform.settled();
  const page = join(root, "docs", "benchmarks.md");
  writeFileSync(page, replaceSection(readFileSync(page, "utf8"), report(load, minutes, readers, buyers)));
  const failed = load.samples.filter(({ status }) => status >= 400).length + load.orders.late;
  console.log(report(load, minutes, readers, buyers));
  if (failed > 0) process.exitCode = 1;
} finally {
  await platform.close();
}
