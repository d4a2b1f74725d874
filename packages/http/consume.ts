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

function changeOf({ dynamodb }: DynamoDBRecord): Change {
  // The event's attribute values are the SDK's, but for the name of their type.
  const image = (given: unknown) => (given ? inTodaysShape(unmarshall(given as Image)) : undefined);
  const [before, after] = [image(dynamodb?.OldImage), image(dynamodb?.NewImage)];
  const entity = String((after ?? before)?.__edb_e__);
  return { entity, before, after, ...(typeof after?.cause === "string" ? { cause: after.cause } : {}) };
}

/** A row that was only brought into today's shape has nothing to tell: read today, it was so before. */
function isNews(record: DynamoDBRecord): boolean {
  const { before, after } = changeOf(record);
  return before === undefined || !isDeepStrictEqual(before, after);
}

type Taking = (change: Change) => Promise<void>;
type Together = (changes: Change[]) => Promise<void>;

/** Whether a batch was taken together; if not, each of its changes is taken by itself, so that the bad one is found. */
async function taken(name: string, records: DynamoDBRecord[], together: Together) {
  try {
    await together(records.map(changeOf));
    return true;
  } catch (error) {
    logger.warn(name, { eventID: records[0]?.eventID, error: error as Error });
    return false;
  }
}

async function takeOne(name: string, { eventID }: DynamoDBRecord, take: () => Promise<void>): Promise<boolean> {
  try {
    await take();
    return true;
  } catch (error) {
    logger.error(name, { eventID, error: error as Error });
    return false;
  }
}

async function takeEach(name: string, records: DynamoDBRecord[], take: Taking): Promise<DynamoDBBatchResponse> {
  for (const record of records) {
    const change = changeOf(record);
    if (!(await causedBy(change.cause, () => takeOne(name, record, () => take(change)))))
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
  }
  return { batchItemFailures: [] };
}

async function takeAll(name: string, records: DynamoDBRecord[], take: Taking, together?: Together) {
  if (!together || (await taken(name, records, together))) return takeEach(name, records, take);
  return takeEach(name, records, async (change) => {
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
      return await takeAll(name, Records.filter(isNews), take, together);
    } finally {
      tellMetrics();
    }
  };
}
