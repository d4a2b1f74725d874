import { Entity, Service } from "electrodb";
import { openEndpoint, type TestEndpoint } from "./test-endpoint";

let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.close());

test("an entity is created once, patched and read back", async () => {
  const { course } = entities();
  await course.create({ courseId: "c1", status: "draft", title: "Algebra" }).go();
  await course.patch({ courseId: "c1" }).set({ title: "Calculus" }).add({ students: 2 }).go();
  const again = course.create({ courseId: "c1", status: "draft", title: "Twice" }).go();
  await expect(again).rejects.toThrow("The conditional request failed");
  expect((await course.get({ courseId: "c1" }).go()).data).toMatchObject({ title: "Calculus", students: 2 });
});

test("a patch of a missing entity is refused", async () => {
  const patch = entities().course.patch({ courseId: "none" }).set({ title: "x" }).go();
  await expect(patch).rejects.toThrow("The conditional request failed");
});

test("an index lists by status, newest first, page by page", async () => {
  const { course } = entities();
  const ids = ["c1", "c2", "c3", "c4", "c5"];
  await course.put(ids.map((courseId) => ({ courseId, status: "live", title: courseId }))).go();
  await course.put({ courseId: "draft", status: "draft", title: "hidden" }).go();
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { data: { courseId: string }[]; cursor: string | null } = await course.query
      .byStatus({ status: "live" })
      .go({ limit: 2, order: "desc", cursor });
    seen.push(...page.data.map(({ courseId }) => courseId));
    cursor = page.cursor;
  } while (cursor);
  expect(seen).toEqual([...ids].reverse());
});

test("a refused transaction is cancelled with the item that refused it", async () => {
  const { course, service } = entities();
  await course.create({ courseId: "full", status: "live", title: "Full", students: 20 }).go();
  const enroll = (courseId: string, userId: string) =>
    service.transaction
      .write(({ course, enrollment }) => [
        course
          .patch({ courseId })
          .add({ students: 1 })
          .where(({ students }, { lt }) => lt(students, 20))
          .commit({ response: "all_old" }),
        enrollment.create({ courseId, userId }).commit(),
      ])
      .go();
  const refused = await enroll("full", "u1");
  expect(refused.canceled).toBe(true);
  expect(refused.data[0]).toMatchObject({ rejected: true, code: "ConditionalCheckFailed", item: { students: 20 } });

  await course.create({ courseId: "free", status: "live", title: "Free", students: 19 }).go();
  expect((await enroll("free", "u1")).canceled).toBe(false);
  expect((await course.get({ courseId: "free" }).go()).data?.students).toBe(20);
});

test("a batch of keys is read at once", async () => {
  const { course } = entities();
  await course
    .put([
      { courseId: "a", status: "live", title: "A" },
      { courseId: "b", status: "live", title: "B" },
    ])
    .go();
  const { data } = await course.get([{ courseId: "b" }, { courseId: "none" }, { courseId: "a" }]).go();
  expect(data.map(({ title }) => title).sort()).toEqual(["A", "B"]);
});

function entities() {
  const configuration = { client: endpoint.documents, table: "app" };
  const course = new Entity(
    {
      model: { entity: "course", version: "1", service: "school" },
      attributes: {
        courseId: { type: "string", required: true },
        status: { type: "string", required: true },
        title: { type: "string", required: true },
        students: { type: "number" },
      },
      indexes: {
        primary: { pk: { field: "pk", composite: ["courseId"] }, sk: { field: "sk", composite: [] } },
        byStatus: {
          index: "gsi1",
          pk: { field: "gsi1pk", composite: ["status"] },
          sk: { field: "gsi1sk", composite: ["courseId"] },
        },
      },
    },
    configuration,
  );
  const enrollment = new Entity(
    {
      model: { entity: "enrollment", version: "1", service: "school" },
      attributes: { courseId: { type: "string", required: true }, userId: { type: "string", required: true } },
      indexes: {
        primary: { pk: { field: "pk", composite: ["userId"] }, sk: { field: "sk", composite: ["courseId"] } },
      },
    },
    configuration,
  );
  return { course, enrollment, service: new Service({ course, enrollment }, configuration) };
}
