/**
 * Has a realm of its own, because it patches classes of the AWS SDK: docs/decisions/tests.md.
 * @jest-environment node
 */

import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import type { DueWork } from "./due";

const table = mockClient(DynamoDBDocumentClient);
let recount: typeof import("./recount");
beforeAll(async () => {
  process.env.TABLE_NAME = "app";
  recount = await import("./recount");
});

const now = new Date("2026-01-01T00:03:00.000Z");
const due = (subject: string): DueWork => ({ at: "2026-01-01T00:02:00.000Z", work: "recount-progress", subject });

const enrollment = (n: number) => ({
  ...{
    pk: `user#${n}`,
    sk: "enrollment#crs_1",
    gsi2pk: "learners#crs_1",
    gsi2sk: `2026#${String(n).padStart(5, "0")}`,
  },
  ...{ __edb_e__: "enrollment", __edb_v__: "1", user_id: `${n}`, course_id: "crs_1", status: "active" },
  progress_percentage: 0,
});

/** A course with so many learners, none of whom has begun. */
function serve(learners: number): void {
  table.reset();
  table.onAnyCommand().resolves({});
  table.on(BatchGetCommand).resolves({ Responses: { app: [] }, UnprocessedKeys: {} });
  table.on(QueryCommand).callsFake(({ Limit, ExclusiveStartKey: after }) => {
    const from = after ? Number(after.gsi2sk.split("#")[1]) + 1 : 0;
    const Items = Array.from({ length: Math.min(Limit, learners - from) }, (_, n) => enrollment(from + n));
    const { pk, sk, gsi2pk, gsi2sk } = enrollment(from + Items.length - 1);
    return from + Items.length < learners ? { Items, LastEvaluatedKey: { pk, sk, gsi2pk, gsi2sk } } : { Items };
  });
}

const sent = (name: string): Record<string, unknown>[] =>
  table.calls().flatMap(({ args: [command] }) => (command.constructor.name === name ? [command.input as never] : []));

test("edits of one minute are recounted together, a whole minute after the last of them at least", () => {
  const at = (time: string): unknown => recount.scheduleRecount("crs_1", new Date(time)).operation.Put?.Item?.at;
  expect(at("2026-01-01T00:00:00.000Z")).toBe("2026-01-01T00:02:00.000Z");
  expect(at("2026-01-01T00:00:59.999Z")).toBe("2026-01-01T00:02:00.000Z");
  expect(at("2026-01-01T00:01:00.000Z")).toBe("2026-01-01T00:03:00.000Z");
});

test("a course of few learners is done with in one sweep", async () => {
  serve(50);
  await recount.recountProgress(due("crs_1"), now);
  expect([sent("QueryCommand").length, sent("PutCommand").length, sent("DeleteCommand").length]).toEqual([1, 0, 1]);
});

test("a course of many goes on in the next sweep where it stopped, and ends", async () => {
  serve(720);
  await recount.recountProgress(due("crs_1"), now);
  expect(sent("QueryCommand")).toHaveLength(10);
  const [rest] = sent("PutCommand").map(({ Item }) => Item as DueWork);
  expect(rest).toMatchObject({ at: now.toISOString(), work: "recount-progress" });
  expect(rest?.subject).toMatch(/^crs_1@/);
  expect(sent("DeleteCommand")).toHaveLength(1);
  table.resetHistory();
  await recount.recountProgress(due(rest?.subject ?? ""), now);
  const [first] = sent("QueryCommand");
  expect(first?.ExclusiveStartKey).toMatchObject({ gsi2sk: "2026#00499" });
  expect([sent("QueryCommand").length, sent("PutCommand").length, sent("DeleteCommand").length]).toEqual([5, 0, 1]);
});
