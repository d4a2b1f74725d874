import { execFile } from "node:child_process";
import { once } from "node:events";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Row } from "#adapters/migrations/migration";
import { root } from "#infra/root";
import { call } from "../api";
import { newCourse, newDraft } from "../courses";
import { newLessons } from "../curriculum";
import { age, oldCourses, putOldCopies, rowsAsWritten } from "../old-courses";
import { operated } from "../operator";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { inSoak } from "../soak";
import { signedInAgain } from "../time";

const id = "2026-11-course-totals";
const copies = inSoak(130, 30);
/** Courses without sums, and those beside them that have some. */
const [old, whole] = [copies + 1, 2];
/** Longer than a runner that is heard of no more keeps others away. */
const leaseOver = 61_000;

let platform: TestPlatform;
let admin: Person;
let drafts: string[];
let shown: string;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
  drafts = [];
  for (let n = 0; n < 2; n++) drafts.push((await newDraft(platform, admin, { title: `Draft ${n}` })).id);
  shown = (await newCourse(platform, admin, { title: "Shown" })).id;
  await putOldCopies(drafts[0] ?? "", copies);
  await age(`course#${shown}`);
  await platform.settled();
});
afterAll(() => platform.close());
afterEach(() => jest.restoreAllMocks());

const migrate = (...words: string[]) => operated(platform, "migrate", "--rate", "100000", ...words);

const census = async () => (await import("#core/census")).takeCensus();
const progress = async () => (await import("#core/migration/progress.entity")).progressOf(id);

/** All that the table says but how far the migration is, sums of courses left out. */
async function otherwise(): Promise<Map<string, Row>> {
  const rows = (await rowsAsWritten()).filter(({ __edb_e__ }) => __edb_e__ !== "migration");
  return new Map(rows.map(({ lesson_count, duration_seconds, ...row }) => [`${row.pk} ${row.sk}`, row]));
}

type Send = DynamoDBDocumentClient["send"];
type Sent = { constructor: { name: string }; input: { Key?: { pk?: string } } };

/** Lets a test stand between a command of this process and the table. */
function intercept(meet: (command: Sent, go: () => Promise<unknown>) => Promise<unknown>): void {
  const send: (command: unknown) => Promise<unknown> = DynamoDBDocumentClient.prototype.send as never;
  const standIn = function (this: DynamoDBDocumentClient, command: Sent) {
    return meet(command, () => send.call(this, command));
  };
  jest.spyOn(DynamoDBDocumentClient.prototype, "send").mockImplementation(standIn as unknown as Send);
}

const rewrites = (sent: Sent): boolean =>
  sent.constructor.name === "UpdateCommand" && String(sent.input.Key?.pk).startsWith("course#");

it("before it has run, old rows are read as rows of today, and the status says what is to do", async () => {
  expect(await oldCourses()).toHaveLength(old);
  const { body } = await call(platform, `GET /api/courses/${shown}`);
  expect(body.course).toMatchObject({ id: shown, lesson_count: 0, duration_seconds: 0 });
  expect(await operated(platform, "migrate", "--status")).toMatchObject({
    code: 1,
    said: expect.stringMatching(/to do/),
  });
});

it("a dry run says what would be changed, and changes nothing", async () => {
  const before = await rowsAsWritten();
  const { code, said } = await migrate("--dry-run");
  expect([code, said]).toEqual([0, expect.stringContaining(`${old} of ${old + whole} rows to change`)]);
  expect(said).toContain("Nothing was changed.");
  expect(await rowsAsWritten()).toEqual(before);
});

it("it changes the rows that need it and nothing else, and nobody takes that for news", async () => {
  const before = await otherwise();
  const mails = await (await fetch(`${platform.cloud.urls.inbox}/messages.json`)).json();
  const { code, said } = await migrate();
  expect([code, said]).toEqual([
    0,
    expect.stringContaining(`${old + whole} seen, ${old} changed, ${whole} skipped, 0 refused`),
  ]);
  await platform.settled();
  expect(await oldCourses()).toEqual([]);
  // Every other row, each cause and each counter among them, is as it was.
  expect(await otherwise()).toEqual(before);
  expect(await (await fetch(`${platform.cloud.urls.inbox}/messages.json`)).json()).toEqual(mails);
  expect(await census()).toEqual([]);
});

it("done twice it changes nothing, and the status is well", async () => {
  expect(await migrate()).toMatchObject({ code: 0, said: expect.stringContaining("every row has today's shape") });
  expect((await migrate("--id", id)).said).toContain(
    `${old + whole} seen, 0 changed, ${old + whole} skipped, 0 refused`,
  );
  expect((await operated(platform, "migrate", "--status")).code).toBe(0);
});

it("what it is asked in a wrong way, it refuses", async () => {
  expect((await migrate("--id", "unknown")).code).toBe(2);
  expect((await operated(platform, "migrate", "--rate", "0")).code).toBe(2);
});

it("a change that comes between its reading and its writing is not lost", async () => {
  const course = await newCourse(platform, admin, { title: "Busy" });
  await age(`course#${course.id}`);
  let met = false;
  intercept(async (command, go) => {
    if (!met && rewrites(command)) {
      met = true;
      await newLessons(platform, admin, course.id, [{ duration_seconds: 60 }, { duration_seconds: 30 }]);
    }
    return go();
  });
  expect((await migrate("--id", id)).said).toMatch(/0 changed, \d+ skipped, 1 refused/);
  jest.restoreAllMocks();
  await platform.settled();
  const { body } = await call(platform, `GET /api/courses/${course.id}`);
  expect(body.course).toMatchObject({ lesson_count: 2, duration_seconds: 90 });
  expect(await census()).toEqual([]);
});

it("a row that goes meanwhile doesn't come back", async () => {
  const { id: gone } = await newDraft(platform, admin, { title: "Short-lived" });
  await age(`course#${gone}`);
  let met = false;
  intercept(async (command, go) => {
    if (!met && rewrites(command)) {
      met = true;
      await call(platform, `DELETE /api/courses/${gone}`, { token: admin.token });
    }
    return go();
  });
  expect((await migrate("--id", id)).said).toMatch(/0 changed, \d+ skipped, 1 refused/);
  expect((await rowsAsWritten()).filter(({ pk }) => pk === `course#${gone}`)).toEqual([]);
});

it("beside live traffic, every edit stays and every counter is right", async () => {
  const busy: string[] = [];
  for (let n = 0; n < 3; n++) busy.push((await newCourse(platform, admin, { title: `Live ${n}`, price: 0 })).id);
  const all = [...busy, ...Array.from({ length: 25 }, (_, n) => `crs_copy${n}`)];
  for (const each of all) await age(`course#${each}`);
  const students = await Promise.all(busy.map(() => newPerson(platform)));
  const live = busy.map(async (each, n) => {
    await newLessons(platform, admin, each, [{ duration_seconds: 10 }, { duration_seconds: 20 }]);
    await call(platform, `POST /api/courses/${each}/enroll`, { token: students[n]?.token });
    await call(platform, `PUT /api/courses/${each}`, { token: admin.token, body: { title: `Edited ${n}` } });
  });
  const [{ code }] = await Promise.all([operated(platform, "migrate", "--id", id, "--rate", "60"), ...live]);
  await platform.settled();
  expect([code, await oldCourses()]).toEqual([0, []]);
  for (const [n, each] of busy.entries()) {
    const { body } = await call(platform, `GET /api/courses/${each}`);
    expect(body.course).toMatchObject({ title: `Edited ${n}`, lesson_count: 2, duration_seconds: 30, enrollments: 1 });
  }
  expect(await census()).toEqual([]);
});

describe("a runner that dies", () => {
  it("by kill -9 keeps others away for a minute; then the next goes on where it was", async () => {
    for (let n = 0; n < copies; n++) await age(`course#crs_copy${n}`);
    await startedAndKilled();
    const left = (await oldCourses()).length;
    const stopped = await progress();
    expect([left > 0, left < copies, stopped?.state]).toEqual([true, true, "running"]);
    const early = await migrate();
    expect([early.code, early.said]).toEqual([1, expect.stringContaining("somebody else is at it")]);
    expect(await oldCourses()).toHaveLength(left);
    platform.ahead += leaseOver;
    const { code } = await migrate();
    const ended = await progress();
    expect([code, await oldCourses(), ended?.state]).toEqual([0, [], "done"]);
    const courses = (await rowsAsWritten()).filter(({ __edb_e__ }) => __edb_e__ === "course");
    expect(ended).toMatchObject({ seen: courses.length, started_at: stopped?.started_at });
    expect(await census()).toEqual([]);
  });

  /** In a process of its own, until it has put on record that rows are changed. */
  async function startedAndKilled(): Promise<void> {
    const words = ["migrate", "--id", id, "--rate", "20", "--stage", "dev"];
    const script = ["--import", "tsx", "packages/operations/ops.ts", ...words];
    const child = execFile(process.execPath, script, { cwd: root, env: process.env });
    const before = (await progress())?.started_at;
    for (;;) {
      const now = await progress();
      if (now?.started_at !== before && now?.state === "running" && now.changed > 0) break;
      if (child.exitCode !== null) throw new Error("it ended by itself");
    }
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** Does the call of that number and dies, or dies before it: nothing that it would do afterwards happens. @returns whether it came to that */
  async function dieAt(turn: number, when: "before" | "after"): Promise<boolean> {
    let calls = 0;
    intercept(async (_command, go) => {
      calls++;
      if (calls > turn || (calls === turn && when === "before")) throw new Error("killed");
      const answer = await go();
      if (calls === turn) throw new Error("killed");
      return answer;
    });
    await migrate("--id", id);
    jest.restoreAllMocks();
    return calls >= turn;
  }

  it("at any of its calls leaves what the next one brings to the same end", async () => {
    const points: string[] = [];
    for (const when of inSoak<readonly ("before" | "after")[]>(["before", "after"], ["after"]))
      for (let turn = 1; ; turn++) {
        for (const draft of drafts) await age(`course#${draft}`);
        if (!(await dieAt(turn, when))) break;
        platform.ahead += leaseOver;
        const { code } = await migrate("--id", id);
        const point = `${when} call ${turn}`;
        expect([point, code, await oldCourses(), (await progress())?.state]).toEqual([point, 0, [], "done"]);
        points.push(point);
      }
    expect(points.length).toBeGreaterThan(15);
    await platform.settled();
    expect(await census()).toEqual([]);
  });
});

it("a runner whose time was over and whose walk was taken over stops", async () => {
  const { Lease } = await import("#core/migration/lease");
  const at = (ahead: number) => ({ now: () => new Date(Date.now() + platform.ahead + ahead), wait: async () => {} });
  const first = await Lease.claim(id, at(0));
  const second = await Lease.claim(id, at(leaseOver));
  await expect(first.lease.record({ pk: "a", sk: "b" }, first.counts)).rejects.toThrow("taken over");
  await expect(first.lease.finish(first.counts)).rejects.toThrow("taken over");
  await second.lease.finish(second.counts);
});

it("it takes as long as its write units ask for", async () => {
  admin = await signedInAgain(platform, admin);
  for (const draft of drafts) await age(`course#${draft}`);
  const { migrations } = await import("#adapters/migrations/pending");
  const migrating = await import("#core/migration/migrate");
  let at = Date.now() + platform.ahead;
  const began = at;
  const wait = async (milliseconds: number) => {
    at += milliseconds;
  };
  const clock = { now: () => new Date(at), wait };
  let units = 0;
  intercept(async (command, go) => {
    const answer = (await go()) as { ConsumedCapacity?: { CapacityUnits: number } };
    if (rewrites(command)) units += answer.ConsumedCapacity?.CapacityUnits ?? 0;
    return answer;
  });
  const [migration] = migrations;
  if (!migration) throw new Error("there is no migration to run");
  const { changed } = await migrating.migrate(migration, { rate: 0.5, clock });
  expect([changed, units]).toEqual([2, expect.any(Number)]);
  // A row with an index takes two units at least; waits are in whole milliseconds.
  expect(units).toBeGreaterThanOrEqual(4);
  expect((at - began) / 1000).toBeCloseTo(units / 0.5, 1);
});
