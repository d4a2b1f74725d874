import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { documents, store } from "#adapters/table";
import { Courses } from "./course.entity";
import { discard } from "./discard";
import { type DueWork, done, schedule } from "./due";
import { commit, type Step, step } from "./transaction";

const minute = 60_000;

/**
 * The step that has everything below a deleted course erased: its curriculum may have more rows than a transaction
 * takes. A minute later, an edit that was under way has ended, too.
 */
export const scheduleErasure = (courseId: string, now: Date): Step =>
  schedule("erase-course", courseId, new Date(now.getTime() + minute));

interface Row {
  pk: string;
  sk: string;
  media_key?: string;
}

/** A row and its file go together: whoever comes again after a crash finds both, or neither. */
const erase = ({ pk, sk, media_key }: Row, now: Date): Promise<void> =>
  commit([step({ TableName: store.table, Key: { pk, sk } }), ...discard(media_key, now)]);

/** Erases what stands in the course's partition, a page at a time, until nothing is left. */
export async function eraseCourse(work: DueWork, now: Date): Promise<void> {
  const { pk } = Courses.get({ id: work.subject }).params<{ Key: { pk: string } }>().Key;
  const query = new QueryCommand({
    ...{ TableName: store.table, ConsistentRead: true, Limit: 100 },
    ...{ KeyConditionExpression: "pk = :pk", ProjectionExpression: "pk, sk, media_key" },
    ExpressionAttributeValues: { ":pk": pk },
  });
  for (;;) {
    const { Items = [] } = await documents.send(query);
    if (Items.length === 0) return done(work);
    await Promise.all((Items as Row[]).map((row) => erase(row, now)));
  }
}
