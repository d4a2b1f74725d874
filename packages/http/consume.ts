import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { logger } from "./telemetry";

/** One committed change of one item: what it was and what it became. */
export interface Change {
  /** The ElectroDB entity: `order`, `user`. */
  entity: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

type Image = Parameters<typeof unmarshall>[0];

function changeOf({ dynamodb }: DynamoDBRecord): Change {
  // The event's attribute values are the SDK's, but for the name of their type.
  const image = (given: unknown) => (given ? unmarshall(given as Image) : undefined);
  const [before, after] = [image(dynamodb?.OldImage), image(dynamodb?.NewImage)];
  return { entity: String((after ?? before)?.__edb_e__), before, after };
}

type Taking = (change: Change) => Promise<void>;

/** Whether a batch was taken together; if not, each of its changes is taken by itself, so that the bad one is found. */
async function taken(name: string, records: DynamoDBRecord[], together: (changes: Change[]) => Promise<void>) {
  try {
    await together(records.map(changeOf));
    return true;
  } catch (error) {
    logger.warn(name, { eventID: records[0]?.eventID, error: error as Error });
    return false;
  }
}

async function takeEach(name: string, records: DynamoDBRecord[], take: Taking): Promise<DynamoDBBatchResponse> {
  for (const record of records) {
    try {
      await take(changeOf(record));
    } catch (error) {
      logger.error(name, { eventID: record.eventID, error: error as Error });
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
    }
  }
  return { batchItemFailures: [] };
}

/**
 * The handler of a stream consumer. Records are taken in order; the first that fails is reported, and delivered again
 * together with those behind it, so that nothing overtakes.
 * @param together what is done for a whole batch before that, cheaper than one by one; doing it twice must do no harm
 */
export function consume(name: string, take: Taking, together?: (changes: Change[]) => Promise<void>) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    if (!together || (await taken(name, Records, together))) return takeEach(name, Records, take);
    return takeEach(name, Records, async (change) => {
      await together([change]);
      await take(change);
    });
  };
}
