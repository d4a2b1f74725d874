import { columns, command } from "./command";
import { depthOf, giveBack, type Parked, parkerCalled, parkers, reasonOf, take } from "./queues";

/** "3 d", "4 h", "5 min" */
function ageOf({ sentAt }: Parked, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - sentAt.getTime()) / 60_000));
  if (minutes >= 2880) return `${Math.floor(minutes / 1440)} d`;
  return minutes >= 120 ? `${Math.floor(minutes / 60)} h` : `${minutes} min`;
}

/** What is parked, how old it is, and why. */
export const queuesShow = command({
  summary: "what each worker has parked, how old it is, and why",
  operands: "[worker]",
  options: {},
  effect: "reads",
  async run({ positionals: [only], stage, now, print }) {
    const shown = only ? [parkerCalled(only)] : parkers;
    let total = 0;
    for (const worker of shown) {
      const queue = stage.queueOf(worker);
      const depth = await depthOf(queue);
      total += depth;
      print(`${worker}: ${depth}`);
      const messages = depth > 0 ? await take(queue, 60) : [];
      for (const message of messages) await giveBack(queue, message);
      for (const line of columns(messages.map((one) => [`  ${one.id}`, ageOf(one, now), reasonOf(one)]))) print(line);
    }
    return total === 0;
  },
});
