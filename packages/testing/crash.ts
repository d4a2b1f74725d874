import type { FaultPlan } from "#local/cloud/faults";
import type { TestPlatform } from "./platform";
import { inSoak } from "./soak";

/** Something that goes wrong with one AWS call, or from that call on. */
export interface Mishap {
  name: string;
  plan: FaultPlan;
  /** Whether every later call of the invocation meets it, too. */
  lasting?: boolean;
  /** Whether the function gets over it by itself, so that its caller doesn't notice. */
  unnoticed?: boolean;
}

const crashAfter: Mishap = { name: "a crash after", plan: { after: "crash" } };
const lostAnswer: Mishap = { name: "a lost answer to", plan: { after: "reset" }, unnoticed: true };
const crashBefore: Mishap = { name: "a crash before", plan: { before: "crash" } };

/** What leaves the world in two minds: did it happen or not? In a soak, all of it. */
export const doubts: readonly Mishap[] = [crashAfter, ...inSoak([lostAnswer, crashBefore], [])];

/** Everything that is over at once. */
export const mishaps: readonly Mishap[] = [
  ...[crashAfter, crashBefore, lostAnswer],
  { name: "a lost request at", plan: { before: "reset" }, unnoticed: true },
  { name: "throttling of", plan: { before: "throttle" }, unnoticed: true },
  { name: "an internal failure before", plan: { before: "http500" }, unnoticed: true },
  { name: "an internal failure after", plan: { after: "http500" }, unnoticed: true },
];

/**
 * All of it in a soak. Else what leaves doubts: a crash before a call finds what one after the call before it finds, and the
 * rest is met by the webhook's and by the client's own retries.
 */
export const usual: readonly Mishap[] = inSoak(mishaps, [crashAfter, lostAnswer]);

/** What takes the client's patience: better met by many at once. */
export const delays: readonly Mishap[] = [
  { name: "no answer, and nothing done, at", plan: { before: "timeout" }, unnoticed: true },
  { name: "no answer, but all done, at", plan: { after: "timeout" }, unnoticed: true },
  { name: "lasting throttling from", plan: { before: "throttle" }, lasting: true },
];

/** Work of one function, on a subject of its own each time. */
export interface Job<Subject> {
  /** The function's name in the contract: `orders`. */
  worker: string;
  prepare: () => Promise<Subject>;
  /** Sets the function going, once. Where it answers, only trouble that shows may make that a refusal. */
  act: (subject: Subject) => Promise<{ status: number } | undefined>;
  /** What happens by itself, or by the caller's second try, once the trouble is over. */
  recover: (subject: Subject) => Promise<unknown>;
  /** Asserts; `point` names the mishap for the message. */
  assess: (subject: Subject, point: string) => Promise<void>;
}

/** Where a mishap waits. `met` names the calls that it has met. */
interface Trap {
  met: string[];
  remove: () => void;
}

/**
 * The mishap waits for invocations of the worker. The first to make as many calls as the first of `turns` says meets
 * it at that call, and so on.
 */
function setTrap({ cloud }: TestPlatform, worker: string, { plan, lasting }: Mishap, turns: number[]): Trap {
  const met: string[] = [];
  const left = [...turns];
  const victims = new Map<string, number>();
  const remove = cloud.faults.inject(({ functionName, requestId, action, n }) => {
    if (requestId === undefined || !functionName?.includes(`-${worker}Function`)) return undefined;
    const since = victims.get(requestId);
    if (since !== undefined) return lasting && n > since ? plan : undefined;
    const turn = left.indexOf(n);
    if (turn < 0) return undefined;
    left.splice(turn, 1);
    victims.set(requestId, n);
    met.push(action);
    return plan;
  });
  return { met, remove };
}

/** The worker's next invocation finds nothing kept from the one before: it makes all its calls. */
async function chill({ cloud }: TestPlatform, worker: string): Promise<void> {
  const functions = cloud.deployment.resources("AWS::Lambda::Function");
  const found = functions.find(({ logicalId }) => logicalId.startsWith(`${worker}Function`));
  if (!found) throw new Error(`there is no function ${worker}`);
  await cloud.reload(found.logicalId);
}

function requireUnnoticed({ name, unnoticed }: Mishap, n: number, answer: { status: number } | undefined): void {
  if (unnoticed && answer && answer.status >= 400) throw new Error(`answered ${answer.status} after ${name} call ${n}`);
}

/**
 * Does the job again and again, the n-th time with the mishap at its n-th AWS call, until it gets through without
 * meeting it.
 * @returns the calls that met the mishap, in their order.
 */
export async function atEveryCall<Subject>(
  platform: TestPlatform,
  { worker, prepare, act, recover, assess }: Job<Subject>,
  mishap: Mishap,
): Promise<string[]> {
  const points: string[] = [];
  for (;;) {
    const n = points.length + 1;
    const subject = await prepare();
    await chill(platform, worker);
    const trap = setTrap(platform, worker, mishap, [n]);
    const answer = await act(subject);
    trap.remove();
    requireUnnoticed(mishap, n, answer);
    await recover(subject);
    await assess(subject, `after ${mishap.name} call ${n}, ${trap.met[0] ?? "which was not made"}`);
    if (trap.met[0] === undefined) return points;
    points.push(trap.met[0]);
  }
}

/**
 * The same at once, for mishaps that take long: as many subjects as there are calls to meet it, side by side.
 * @returns the calls that met the mishap.
 */
export async function atEveryCallAtOnce<Subject>(
  platform: TestPlatform,
  { worker, prepare, act, recover, assess }: Job<Subject>,
  mishap: Mishap,
  calls: number,
): Promise<string[]> {
  const subjects: Subject[] = [];
  for (let n = 1; n <= calls; n++) subjects.push(await prepare());
  await chill(platform, worker);
  const turns = subjects.map((_, index) => index + 1);
  const { met, remove } = setTrap(platform, worker, mishap, turns);
  const answers = await Promise.all(subjects.map(act));
  remove();
  for (const [index, answer] of answers.entries()) requireUnnoticed(mishap, index + 1, answer);
  for (const subject of subjects) await recover(subject);
  for (const subject of subjects) await assess(subject, `after ${mishap.name} one of ${met.join(", ")}`);
  return met;
}
