import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { call } from "#testing/api";
import { newCourse } from "#testing/courses";
import { newLessons } from "#testing/curriculum";
import { operated, operatedAlone } from "#testing/operator";
import { newPerson } from "#testing/people";
import { openTestPlatform, type TestPlatform } from "#testing/platform";

describe("npm run rebuild", () => {
  let platform: TestPlatform;
  let course: { id: string };
  beforeAll(async () => {
    platform = await openTestPlatform();
    const admin = await newPerson(platform, { role: "admin" });
    course = await newCourse(platform, admin, { price: 0 });
    await newLessons(platform, admin, course.id, [{ duration_seconds: 180 }, { duration_seconds: 60 }]);
    const { token } = await newPerson(platform);
    await call(platform, `POST /api/courses/${course.id}/enroll`, { token });
    await platform.settled();
  });
  afterAll(() => platform.close());

  const run = (...options: string[]) => operated(platform, "rebuild", ...options);

  async function set(pk: string, sk: string, attribute: string, value: number): Promise<void> {
    const { documents, store } = await import("#adapters/table");
    const names = { "#a": attribute };
    const change = { UpdateExpression: "SET #a = :v", ExpressionAttributeNames: names };
    const command = { TableName: store.table, Key: { pk, sk }, ...change, ExpressionAttributeValues: { ":v": value } };
    await documents.send(new UpdateCommand(command));
  }

  it("finds nothing wrong where nothing is", async () => {
    const said = expect.stringContaining("0 counters wrong");
    // In a process of its own, as an operator runs it.
    expect(await operatedAlone(["rebuild", "--check", "--stage", "dev"])).toEqual({ code: 0, said });
  });

  it("tells a counter that isn't what it counts, sets it right, and finds nothing afterwards", async () => {
    await set(`course#${course.id}`, "course", "enrollments", 7);
    await set(`course#${course.id}`, "course", "duration_seconds", 90);
    const checked = await run("--check");
    expect(checked.code).toBe(1);
    expect(checked.said).toContain(`learners of ${course.id}: says 7, is 1`);
    expect(checked.said).toContain(`seconds of ${course.id}: says 90, is 240`);
    expect(await run()).toMatchObject({ code: 0, said: expect.stringContaining("set right") });
    await platform.settled();
    expect(await run("--check")).toMatchObject({ code: 0 });
    const { body } = await call(platform, `GET /api/courses/${course.id}`);
    expect(body.course).toMatchObject({ enrollments: 1, lesson_count: 2, duration_seconds: 240 });
  });

  it("brings back a row that a list has lost", async () => {
    const { documents, store } = await import("#adapters/table");
    const { QueryCommand, DeleteCommand } = await import("@aws-sdk/lib-dynamodb");
    const rows = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": "courses#all" } };
    const { Items = [] } = await documents.send(new QueryCommand({ TableName: store.table, ...rows }));
    const lost = Items.find(({ id }) => id === course.id);
    await documents.send(new DeleteCommand({ TableName: store.table, Key: { pk: lost?.pk, sk: lost?.sk } }));
    expect((await run("--check")).code).toBe(1);
    await run();
    const { body } = await call(platform, "GET /api/courses");
    expect(body.courses.map(({ id }: { id: string }) => id)).toEqual([course.id]);
    expect(body.total).toBe(1);
  });
});
