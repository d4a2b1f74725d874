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

const noAnswer: readonly Mishap[] = [
  { name: "no answer, and nothing done, at", plan: { before: "timeout" }, unnoticed: true },
  { name: "no answer, but all done, at", plan: { after: "timeout" }, unnoticed: true },
];

/** What takes the client's patience: better met by many at once. Waiting for answers in vain is left to a soak. */
export const delays: readonly Mishap[] = [
  ...inSoak(noAnswer, []),
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

/** Whether a call is one of that function's, in an invocation. */
const isOf = (worker: string, functionName: string | undefined): boolean =>
  functionName?.includes(`-${worker}Function`) === true;

/**
 * The mishap waits for invocations of the worker. The first to make as many calls as the first of `turns` says meets
 * it at that call, and so on.
 */
function setTrap({ cloud }: TestPlatform, worker: string, { plan, lasting }: Mishap, turns: number[]): Trap {
  const met: string[] = [];
  const left = [...turns];
  const victims = new Map<string, number>();
  const remove = cloud.faults.inject(({ functionName, requestId, action, n }) => {
    if (requestId === undefined || !isOf(worker, functionName)) return undefined;
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

/** Writes down what the worker calls: at each place, by the first invocation that gets there. */
function watch({ cloud }: TestPlatform, worker: string): Trap {
  const met: string[] = [];
  const remove = cloud.faults.inject(({ functionName, requestId, action, n }) => {
    if (requestId !== undefined && isOf(worker, functionName)) met[n - 1] ??= action;
    return undefined;
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

/** Calls that change nothing: what goes wrong there finds the world as the call before it has left it. */
const reading = /^(Get|BatchGet|Query|AdminGet)/;

/** Where the mishap is worth meeting: at every call in a soak, else at every one that changes something. */
const placesIn = (calls: string[]): number[] =>
  calls.flatMap((action, index) => (inSoak(false, reading.test(action)) ? [] : [index + 1]));

/**
 * Does the job once without trouble, and then again and again, each time with the mishap at another of the worker's
 * AWS calls.
 * @returns the calls, in their order; ends where a call that met no mishap any more would stand.
 */
export async function atEveryCall<Subject>(
  platform: TestPlatform,
  { worker, prepare, act, recover, assess }: Job<Subject>,
  mishap: Mishap,
): Promise<string[]> {
  const attempt = async (set: () => Trap, n = 0): Promise<string[]> => {
    const subject = await prepare();
    await chill(platform, worker);
    const trap = set();
    const answer = await act(subject);
    trap.remove();
    requireUnnoticed(mishap, n, answer);
    await recover(subject);
    await assess(subject, n === 0 ? "without trouble" : `after ${mishap.name} call ${n}, ${trap.met[0] ?? "unmade"}`);
    return trap.met;
  };
  const calls = await attempt(() => watch(platform, worker));
  const places = placesIn(calls);
  if (places.length === 0) throw new Error(`${worker} changes nothing by its calls: ${calls.join(", ") || "none"}`);
  for (const n of places) {
    const [met] = await attempt(() => setTrap(platform, worker, mishap, [n]), n);
    if (met === undefined) return calls.slice(0, n - 1);
  }
  return calls;
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
