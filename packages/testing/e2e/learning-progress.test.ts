import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { atEveryCall, type Job, usual } from "../crash";
import { newLessons } from "../curriculum";
import { callsOf } from "../effects";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { hour, minute, signedInAgain, sweep } from "../time";

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.ahead = 0;
});

const as = ({ token }: Person, route: string, body?: object) => call(platform, route, { token, body });

/** A free course with lessons, and somebody enrolled in it. */
async function studied(...lessons: Record<string, unknown>[]) {
  const course = await newCourse(platform, admin, { price: 0 });
  const ids = await newLessons(platform, admin, course.id, lessons);
  return { id: String(course.id), ids, learner: await enrolled(course.id) };
}

async function enrolled(id: string): Promise<Person> {
  const learner = await newPerson(platform);
  await as(learner, `POST /api/courses/${id}/enroll`);
  return learner;
}

const save = (learner: Person, id: string, lesson: string | undefined, body: object): Promise<Reply> =>
  as(learner, `PUT /api/courses/${id}/lessons/${lesson}/progress`, body);
const complete = (learner: Person, id: string, lesson: string | undefined) =>
  save(learner, id, lesson, { completed: true });
const progressOf = async (learner: Person, id: string) =>
  (await as(learner, `GET /api/courses/${id}/progress`)).body.progress;

async function rowOf(learner: Person, id: string) {
  const { find } = await import("#core/enrollment");
  const row = await find(learner.id, id);
  if (!row) throw new Error("there is no such enrollment");
  return row;
}

describe("a learner", () => {
  it("goes on where they were: in the lesson touched last, at its second, and in one call", async () => {
    const { id, ids, learner } = await studied({}, { kind: "video" }, {});
    expect((await progressOf(learner, id)).resume).toEqual({ lesson_id: ids[0], position_seconds: 0 });
    await save(learner, id, ids[1], { position_seconds: 77 });
    const reply = await as(learner, `GET /api/courses/${id}/progress`);
    expect(reply.body.progress).toMatchObject({ percentage: 0, resume: { lesson_id: ids[1], position_seconds: 77 } });
    expect(callsOf(platform, reply)).toEqual(["dynamodb:BatchGetItem"]);
    const seen = await as(learner, `GET /api/courses/${id}/lessons/${ids[1]}`);
    expect(seen.body.lesson.progress).toEqual({ completed_at: null, position_seconds: 77 });
    expect(callsOf(platform, seen)).toEqual(["dynamodb:BatchGetItem"]);
    await complete(learner, id, ids[1]);
    expect((await progressOf(learner, id)).resume).toEqual({ lesson_id: ids[0], position_seconds: 0 });
  });

  it("says twice that a lesson is completed, and it is once: the first time stays, nothing is written again", async () => {
    const { id, ids, learner } = await studied({}, {}, {});
    await progressOf(learner, id);
    const first = await complete(learner, id, ids[0]);
    const second = await complete(learner, id, ids[0]);
    expect(first.body.progress).toMatchObject({ percentage: 33, completed_lessons: 1, total_lessons: 3 });
    expect(second.body.progress).toEqual(first.body.progress);
    expect(callsOf(platform, first)).toEqual(["dynamodb:BatchGetItem", "dynamodb:TransactWriteItems"]);
    expect(callsOf(platform, second)).toEqual(["dynamodb:BatchGetItem"]);
    expect((await save(learner, id, ids[0], { completed: false })).body.code).toBe("invalid_input");
  });

  it("passes a quiz to complete it, and can't just say so", async () => {
    const { id, ids, learner } = await studied({ kind: "quiz" });
    expect((await complete(learner, id, ids[0])).body.code).toBe("wrong_state");
    expect((await save(learner, id, ids[0], { position_seconds: 3 })).status).toBe(200);
    const { completeLesson } = await import("#core/completion");
    await completeLesson(id, learner.id, ids[0] ?? "", new Date());
    expect((await progressOf(learner, id)).percentage).toBe(100);
    expect((await complete(learner, id, ids[0])).status).toBe(200);
  });

  it("completes lessons on ten devices at once: each counts, and the course is completed once", async () => {
    const { id, ids, learner } = await studied(...Array(10).fill({}));
    const replies = await Promise.all(ids.map((lesson) => complete(learner, id, lesson)));
    expect(replies.map(({ status }) => status)).toEqual(ids.map(() => 200));
    const { percentage, completed_at, completed_lessons } = await progressOf(learner, id);
    expect({ percentage, completed_lessons }).toEqual({ percentage: 100, completed_lessons: 10 });
    const row = await rowOf(learner, id);
    expect(row).toMatchObject({ status: "completed", completion_date: completed_at, revision: 2 });
  });

  it("keeps what was achieved when leaving, sees nothing meanwhile, and finds it again", async () => {
    const { id, ids, learner } = await studied({}, {});
    await complete(learner, id, ids[0]);
    await as(learner, `DELETE /api/courses/${id}/enroll`);
    const refused = [
      await complete(learner, id, ids[1]),
      await as(learner, `GET /api/courses/${id}/progress`),
      await as(learner, `GET /api/courses/${id}/lessons/${ids[0]}`),
    ];
    expect(refused.map(({ body }) => body.code)).toEqual(Array(3).fill("not_enrolled"));
    await as(learner, `POST /api/courses/${id}/enroll`);
    expect(await progressOf(learner, id)).toMatchObject({ percentage: 50, completed_lessons: 1 });
  });

  it("is asked for lessons of this course, and for nothing else", async () => {
    const [one, two] = [await studied({}), await studied({})];
    expect((await complete(one.learner, one.id, two.ids[0])).body.code).toBe("lesson_not_found");
    expect((await complete(one.learner, two.id, two.ids[0])).body.code).toBe("not_enrolled");
    expect((await complete(one.learner, "no-such-course", one.ids[0])).body.code).toBe("course_not_found");
  });
});

describe("a lesson that opens later", () => {
  it("is locked until its day by our clock, then open; what was completed before stays open", async () => {
    const { id, ids, learner } = await studied({}, { drip_days: 2, body: "<p>Late</p>" });
    const look = (person: Person, lesson: string | undefined) => as(person, `GET /api/courses/${id}/lessons/${lesson}`);
    const locked = await look(learner, ids[1]);
    const [, { available_at }] = (await progressOf(learner, id)).lessons;
    expect(locked.body).toMatchObject({ code: "lesson_locked", detail: `This lesson opens at ${available_at}` });
    expect((await complete(learner, id, ids[1])).body.code).toBe("lesson_locked");
    expect((await look(admin, ids[1])).status).toBe(200);
    platform.ahead = 48 * hour - minute;
    const before = await signedInAgain(platform, learner);
    expect((await look(before, ids[1])).body.code).toBe("lesson_locked");
    platform.ahead = 48 * hour + minute;
    expect((await look(before, ids[1])).body.lesson).toMatchObject({ body: "<p>Late</p>", available_at });
    await complete(before, id, ids[1]);
    const author = await signedInAgain(platform, admin);
    const later = { drip_days: 30 };
    for (const lesson of ids) await as(author, `PUT /api/courses/${id}/lessons/${lesson}`, later);
    expect((await look(before, ids[1])).status).toBe(200);
    expect((await look(before, ids[0])).body.code).toBe("lesson_locked");
    expect((await progressOf(before, id)).resume).toBeNull();
  });
});

describe("a change of the curriculum", () => {
  it("is seen at once by whoever asks, and brought to every enrollment by the sweep", async () => {
    const { id, ids, learner: half } = await studied({}, {});
    const [none, whole] = [await enrolled(id), await enrolled(id)];
    await complete(half, id, ids[0]);
    for (const lesson of ids) await complete(whole, id, lesson);
    // What was due for the lessons' being added is done: from here on it is the deletion's doing.
    platform.ahead = 3 * minute;
    await sweep(platform);
    await as(admin, `DELETE /api/courses/${id}/lessons/${ids[1]}`);
    const percentages = () =>
      Promise.all([half, none, whole].map(async (one) => (await rowOf(one, id)).progress_percentage));
    expect((await progressOf(half, id)).percentage).toBe(100);
    expect(await percentages()).toEqual([50, 0, 100]);
    platform.ahead = 6 * minute;
    await sweep(platform);
    expect(await percentages()).toEqual([100, 0, 100]);
    expect(await rowOf(half, id)).toMatchObject({ status: "completed", completion_date: expect.any(String) });
    expect(await rowOf(none, id)).toMatchObject({ status: "active" });
  });

  it("never takes a completed course back: what is added later is extra", async () => {
    const { id, ids, learner } = await studied({});
    const { body } = await complete(learner, id, ids[0]);
    await newLessons(platform, admin, id, [{}, {}]);
    platform.ahead = 3 * minute;
    await sweep(platform);
    const after = await progressOf(learner, id);
    expect(after).toMatchObject({ percentage: 100, completed_lessons: 1, total_lessons: 3 });
    expect(after.completed_at).toBe(body.progress.completed_at);
    expect(await rowOf(learner, id)).toMatchObject({ status: "completed", progress_percentage: 100 });
  });

  it("is recounted once for all the edits of a minute", async () => {
    const { id } = await studied({}, {}, {}, {});
    const { readRecords } = await import("../records");
    const { due } = await readRecords(platform);
    const recounts = due.filter(({ work, subject }) => work === "recount-progress" && subject === id);
    expect(recounts.length).toBeLessThanOrEqual(2);
  });
});

describe("a completion", () => {
  interface Finishing {
    id: string;
    ids: string[];
    learner: Person;
  }

  const finishing: Job<Finishing> = {
    worker: "learning",
    prepare: async () => {
      const subject = await studied({}, {});
      await complete(subject.learner, subject.id, subject.ids[0]);
      return subject;
    },
    act: ({ learner, id, ids }) => complete(learner, id, ids[1]),
    recover: ({ learner, id, ids }) => complete(learner, id, ids[1]),
    assess: async ({ learner, id }, point) => {
      const progress = await progressOf(learner, id);
      const row = await rowOf(learner, id);
      expect([point, progress.percentage, progress.completed_lessons]).toEqual([point, 100, 2]);
      expect([point, row]).toMatchObject([point, { status: "completed", completion_date: progress.completed_at }]);
      expect([point, row]).toMatchObject([point, { progress_percentage: 100, revision: 2 }]);
    },
  };

  it.each(usual)("is whole, and there once, after $name any of its calls", async (mishap) => {
    const points = await atEveryCall(platform, finishing, mishap);
    expect(points).toEqual(["GetItem", "BatchGetItem", "TransactWriteItems"]);
  });
});
