import type { TestPlatform } from "./platform";

type Stream = ReturnType<TestPlatform["cloud"]["standIns"]["dynamodb"]["stream"]>;
type Change = Awaited<ReturnType<Stream["read"]>>[number];

/** Rows that count attempts, and those that know a request again: a refusal may well write them. */
const bookkeeping = new Set(["attempts", "request"]);

/** What became of which kind of row. */
function told({ eventName, dynamodb }: Change): string[] {
  const entity = (dynamodb.NewImage ?? dynamodb.OldImage)?.__edb_e__?.S ?? "?";
  return bookkeeping.has(entity) ? [] : [`${eventName} ${entity}`];
}

/** Where the stream was when all consumers had last caught up. */
const quietAt = new WeakMap<TestPlatform, string>();

async function awaitQuiet(platform: TestPlatform, stream: Stream): Promise<string | undefined> {
  if (quietAt.get(platform) !== (stream.latest() ?? "")) await platform.settled();
  const at = stream.latest();
  quietAt.set(platform, at ?? "");
  return at;
}

/**
 * What an act changed in the table, row by row, as the stream tells it: a call that is refused as a whole changes nothing.
 * Consumers catch up before, so that what they do isn't taken for the act's.
 */
export async function changedBy<Result>(
  platform: TestPlatform,
  act: () => Promise<Result>,
): Promise<{ result: Result; rows: string[] }> {
  const { store } = await import("#adapters/table");
  const stream = platform.cloud.standIns.dynamodb.stream(store.table);
  const before = await awaitQuiet(platform, stream);
  const result = await act();
  const records = stream.latest() === before ? [] : await stream.read(before, 100);
  return { result, rows: records.flatMap(told) };
}
