import { isDeepStrictEqual } from "node:util";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { causedBy } from "#adapters/cause";
import { inTodaysShape } from "#adapters/shape";
import { logger, tellMetrics } from "./telemetry";

/** One committed change of one item: what it was and what it became. */
export interface Change {
  /** The ElectroDB entity: `order`, `user`. */
  entity: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** The request that led to it, where it is known: a row that is gone can't tell. */
  cause?: string;
}

type Image = Parameters<typeof unmarshall>[0];

/** A record, and what it says. */
interface Told {
  record: DynamoDBRecord;
  change: Change;
}

function toldBy(record: DynamoDBRecord): Told {
  const { dynamodb } = record;
  // The event's attribute values are the SDK's, but for the name of their type.
  const image = (given: unknown) => (given ? inTodaysShape(unmarshall(given as Image)) : undefined);
  const [before, after] = [image(dynamodb?.OldImage), image(dynamodb?.NewImage)];
  const entity = String((after ?? before)?.__edb_e__);
  const cause = typeof after?.cause === "string" ? { cause: after.cause } : {};
  return { record, change: { entity, before, after, ...cause } };
}

/** A row that was only brought into today's shape has nothing to tell: read today, it was so before. */
const isNews = ({ change: { before, after } }: Told): boolean =>
  before === undefined || !isDeepStrictEqual(before, after);

type Taking = (change: Change) => Promise<void>;
type Together = (changes: Change[]) => Promise<void>;

/** Whether a batch was taken together; if not, each of its changes is taken by itself, so that the bad one is found. */
async function taken(name: string, batch: Told[], together: Together) {
  try {
    await together(batch.map(({ change }) => change));
    return true;
  } catch (error) {
    logger.warn(name, { eventID: batch[0]?.record.eventID, error: error as Error });
    return false;
  }
}

async function takeOne(name: string, { record, change }: Told, take: Taking): Promise<boolean> {
  try {
    await take(change);
    return true;
  } catch (error) {
    logger.error(name, { eventID: record.eventID, error: error as Error });
    return false;
  }
}

async function takeEach(name: string, batch: Told[], take: Taking): Promise<DynamoDBBatchResponse> {
  for (const told of batch)
    if (!(await causedBy(told.change.cause, () => takeOne(name, told, take))))
      return { batchItemFailures: [{ itemIdentifier: told.record.dynamodb?.SequenceNumber ?? "" }] };
  return { batchItemFailures: [] };
}

async function takeAll(name: string, batch: Told[], take: Taking, together?: Together) {
  if (!together || (await taken(name, batch, together))) return takeEach(name, batch, take);
  return takeEach(name, batch, async (change) => {
    await together([change]);
    await take(change);
  });
}

/**
 * The handler of a stream consumer. Records are taken in order; the first that fails is reported, and delivered again
 * together with those behind it, so that nothing overtakes.
 * @param together what is done for a whole batch before that, cheaper than one by one; doing it twice must do no harm
 */
export function consume(name: string, take: Taking, together?: Together) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    try {
      return await takeAll(name, Records.map(toldBy).filter(isNews), take, together);
    } finally {
      tellMetrics();
    }
  };
}
