import { call, type Reply } from "../api";
import { newCourse, newDraft } from "../courses";
import { newLesson, newLessons, newSection } from "../curriculum";
import { callsOf, writesOf } from "../effects";
import { newUpload } from "../files";
import { routes } from "../matrix";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { minute, sweep } from "../time";

let platform: TestPlatform;
let admin: Person;
let author: Person;
let rival: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  [admin, author, rival] = await Promise.all([
    newPerson(platform, { role: "admin" }),
    newPerson(platform, { role: "instructor" }),
    newPerson(platform, { role: "instructor" }),
  ]);
});
afterAll(() => platform.close());

const as = (person: Person | undefined, route: string, body?: object) =>
  call(platform, route, { token: person?.token, body });

interface Answered {
  id: string;
  slug: string;
}

/** A draft of the author's, or a published course of theirs. */
async function coursed({
  published = true,
  ...overrides
}: {
  published?: boolean;
  price?: number;
} = {}): Promise<Answered> {
  const course = await newDraft(platform, author, { price: 0, ...overrides });
  if (published) await as(admin, `PUT /api/courses/${course.id}/status`, { status: "published" });
  return course;
}

type Shape = { id: string; lessons: string[] }[];

async function shapeOf(id: string): Promise<Shape> {
  const { body } = await as(author, `GET /api/courses/${id}/curriculum`);
  return body.curriculum.sections.map((section: { id: string; lessons: { id: string }[] }) => ({
    id: section.id,
    lessons: section.lessons.map((lesson) => lesson.id),
  }));
}

async function rowsOf(id: string): Promise<string[]> {
  const { documents, store } = await import("#adapters/table");
  const { QueryCommand } = await import("@aws-sdk/lib-dynamodb");
  const partition = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": `course#${id}` } };
  const { Items = [] } = await documents.send(new QueryCommand({ TableName: store.table, ...partition }));
  return Items.map(({ sk }) => String(sk));
}

describe("the outline of a course", () => {
  it("shows everybody what it teaches, and nothing of the content, in one call", async () => {
    const course = await coursed();
    const lessons = [
      { title: "One", preview: true, duration_seconds: 60, body: "<p>Paid content</p>" },
      { title: "Two", kind: "video", video_url: "https://v.example/paid", duration_seconds: 90, drip_days: 3 },
    ];
    await newLessons(platform, author, course.id, lessons);
    const reply = await as(undefined, `GET /api/courses/${course.id}/lessons`);
    expect(reply.body.outline).toMatchObject({ course_id: course.id, lesson_count: 2, duration_seconds: 150 });
    const [section] = reply.body.outline.sections;
    expect(section.lessons).toMatchObject([
      { title: "One", kind: "text", preview: true, drip_days: null },
      { title: "Two", kind: "video", preview: false, drip_days: 3 },
    ]);
    expect(JSON.stringify(reply.body)).not.toMatch(/paid/i);
    expect(callsOf(platform, reply)).toEqual(["dynamodb:BatchGetItem"]);
  });

  it("is found by slug too, and answers 304 to whoever has it", async () => {
    const course = await coursed();
    await newLessons(platform, author, course.id, [{}]);
    const route = `GET /api/courses/${course.slug}/lessons`;
    const { headers } = await as(undefined, route);
    expect(headers.get("cache-control")).toBe("public, max-age=30");
    const again = await call(platform, route, { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
  });

  it("of a course that isn't published is nobody's, while its author works on the curriculum", async () => {
    const draft = await coursed({ published: false });
    const [lesson] = await newLessons(platform, author, draft.id, [{ preview: true }]);
    const hidden = [
      await as(undefined, `GET /api/courses/${draft.id}/lessons`),
      await as(undefined, `GET /api/courses/${draft.id}/previews/${lesson}`),
      await as(rival, `GET /api/courses/${draft.id}/lessons/${lesson}`),
      await as(undefined, "GET /api/courses/nobody-knows/lessons"),
    ];
    expect(hidden.map(({ body }) => body.code)).toEqual(Array(4).fill("course_not_found"));
    expect((await as(author, `GET /api/courses/${draft.id}/lessons/${lesson}`)).status).toBe(200);
    expect((await as(admin, `GET /api/courses/${draft.id}/curriculum`)).body.curriculum.lesson_count).toBe(1);
  });

  it("adds up in the course and on its card", async () => {
    const course = await coursed();
    const [lesson] = await newLessons(platform, author, course.id, [
      { duration_seconds: 60 },
      { duration_seconds: 90 },
    ]);
    await as(author, `PUT /api/courses/${course.id}/lessons/${lesson}`, { duration_seconds: 10 });
    await platform.settled();
    const shown = await as(undefined, `GET /api/courses/${course.id}`);
    const { courses } = (await as(undefined, "GET /api/courses?limit=100")).body;
    const card = courses.find(({ id }: Answered) => id === course.id);
    for (const one of [shown.body.course, card]) expect(one).toMatchObject({ lesson_count: 2, duration_seconds: 100 });
  });
});

describe("an author", () => {
  it("writes HTML, of which nothing that runs is kept", async () => {
    const course = await coursed();
    const body = `<p onclick="x()">Hello <script>alert(1)</script><a href="javascript:x()">you</a><img src="https://e.example/a.png" onerror="x()"></p>`;
    const [lesson] = await newLessons(platform, author, course.id, [{ body }]);
    const reply = await as(author, `GET /api/courses/${course.id}/lessons/${lesson}`);
    expect(reply.body.lesson.body).toContain("Hello");
    expect(reply.body.lesson.body).not.toMatch(/script|onclick|onerror/);
  });

  it("gives a lesson what goes with its kind, and takes it back with null", async () => {
    const course = await coursed();
    const [text, video] = await newLessons(platform, author, course.id, [{}, { kind: "video", drip_days: 2 }]);
    const route = (lesson: string | undefined) => `PUT /api/courses/${course.id}/lessons/${lesson}`;
    const video_url = "https://v.example/1";
    expect((await as(author, route(text), { video_url })).body.errors).toMatchObject([{ path: "body.video_url" }]);
    expect((await as(author, route(video), { video_url })).body.lesson).toMatchObject({ has_video_url: true });
    const cleared = await as(author, route(video), { video_url: null, drip_days: null, body: null });
    expect(cleared.body.lesson).toMatchObject({ has_video_url: false, has_body: false, drip_days: null });
    const kept = await as(author, route(text), { title: "Only this" });
    expect(kept.body.lesson).toMatchObject({ title: "Only this", has_body: true });
  });

  it("moves a lesson across sections in one order, which must name everything once", async () => {
    const course = await coursed();
    const [one = "", two = ""] = await newLessons(platform, author, course.id, [{}, {}]);
    await newSection(platform, author, course.id);
    const [first, second] = await shapeOf(course.id);
    const order = [
      { id: second?.id ?? "", lessons: [two] },
      { id: first?.id ?? "", lessons: [one] },
    ];
    const route = `PUT /api/courses/${course.id}/lessons/reorder`;
    expect((await as(author, route, { sections: order })).status).toBe(200);
    expect(await shapeOf(course.id)).toEqual(order);
    const wrong = await as(author, route, { sections: [{ id: first?.id, lessons: [one, two, two] }] });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, "body.sections"]);
    expect(await shapeOf(course.id)).toEqual(order);
  });

  it("can't delete a section with lessons in it; the row of a deleted lesson goes", async () => {
    const course = await coursed();
    const [lesson] = await newLessons(platform, author, course.id, [{}]);
    const [section] = await shapeOf(course.id);
    const remove = () => as(author, `DELETE /api/courses/${course.id}/sections/${section?.id}`);
    expect((await remove()).body.code).toBe("wrong_state");
    expect((await as(author, `DELETE /api/courses/${course.id}/lessons/${lesson}`)).status).toBe(200);
    expect((await as(author, `DELETE /api/courses/${course.id}/lessons/${lesson}`)).body.code).toBe("lesson_not_found");
    expect((await remove()).status).toBe(200);
    expect((await remove()).body.code).toBe("section_not_found");
    expect(await rowsOf(course.id)).toEqual(["course", "curriculum"]);
  });

  it("loses nothing to another edit at the same time: each is whole, or refused", async () => {
    const course = await coursed();
    const lessons = await newLessons(platform, author, course.id, [{}, {}, {}]);
    const [section] = await shapeOf(course.id);
    const orders = [lessons, lessons.toReversed()].map((order) => ({
      sections: [{ id: section?.id, lessons: order }],
    }));
    const body = { section_id: section?.id, title: "One more", kind: "text", body: "<p>Text</p>" };
    const reorder = (sections: object) => as(author, `PUT /api/courses/${course.id}/lessons/reorder`, sections);
    const replies: Reply[] = [];
    for (const order of [...orders, ...orders]) {
      const add = () => as(author, `POST /api/courses/${course.id}/lessons`, body);
      replies.push(...(await Promise.all([add(), reorder(order), add(), add(), reorder(order), add()])));
    }
    const added = replies.filter(({ status }) => status === 201).map((reply: Reply) => reply.body.lesson.id);
    const refused = replies.filter(({ status }) => status >= 400).map((reply: Reply) => reply.body.code);
    // An order that was made before a lesson was added doesn't name it.
    for (const code of refused) expect(["edited_meanwhile", "invalid_input"]).toContain(code);
    const [present] = await shapeOf(course.id);
    expect(present?.lessons.toSorted()).toEqual([...lessons, ...added].toSorted());
    const rows = (await rowsOf(course.id)).filter((sk) => sk.startsWith("lesson#"));
    expect(rows.toSorted()).toEqual([...lessons, ...added].map((id) => `lesson#${id}`).toSorted());
    expect((await as(author, `GET /api/courses/${course.id}`)).body.course.lesson_count).toBe(3 + added.length);
  });

  it("of another course has no say here", async () => {
    const course = await coursed();
    const [lesson] = await newLessons(platform, author, course.id, [{}]);
    const [section] = await shapeOf(course.id);
    const before = await shapeOf(course.id);
    const path = `/api/courses/${course.id}`;
    const attempts = [
      await as(rival, `GET ${path}/curriculum`),
      await as(rival, `POST ${path}/sections`, { title: "Mine" }),
      await as(rival, `PUT ${path}/sections/${section?.id}`, { title: "Mine" }),
      await as(rival, `DELETE ${path}/sections/${section?.id}`),
      await as(rival, `POST ${path}/lessons`, { section_id: section?.id, title: "Mine", kind: "text" }),
      await as(rival, `PUT ${path}/lessons/${lesson}`, { title: "Mine" }),
      await as(rival, `DELETE ${path}/lessons/${lesson}`),
      await as(rival, `PUT ${path}/lessons/reorder`, { sections: [{ id: section?.id, lessons: [lesson] }] }),
    ];
    expect(attempts.map(({ body }) => body.code)).toEqual(attempts.map(() => "not_owner"));
    expect(attempts.flatMap((reply) => writesOf(platform, reply))).toEqual([]);
    expect((await as(rival, `GET ${path}/lessons/${lesson}`)).body.code).toBe("not_enrolled");
    expect(await shapeOf(course.id)).toEqual(before);
  });

  it("leaves nothing behind when the course is deleted", async () => {
    const course = await coursed({ published: false });
    await newLessons(platform, author, course.id, [{}, {}]);
    expect((await as(admin, `DELETE /api/courses/${course.id}`)).body.message).toBe("Course deleted");
    platform.ahead += 2 * minute;
    await sweep(platform);
    expect(await rowsOf(course.id)).toEqual([]);
  });
});

const notes = { purpose: "lesson_attachment", content_type: "text/plain", file: Buffer.from("Notes of the author") };

describe("the file of a lesson", () => {
  it("is read by learners at an address that ends, under the name that its author gave it", async () => {
    const course = await coursed();
    const upload_id = await newUpload(platform, author, { ...notes, file_name: "Notes ½.txt" });
    const [lesson] = await newLessons(platform, author, course.id, [{ kind: "attachment", upload_id }]);
    const learner = await newPerson(platform);
    await as(learner, `POST /api/courses/${course.id}/enroll`);
    const { media } = (await as(learner, `GET /api/courses/${course.id}/lessons/${lesson}`)).body.lesson;
    expect(media).toMatchObject({ content_type: "text/plain", file_name: "Notes ½.txt" });
    const file = await fetch(media.url);
    expect([file.status, await file.text()]).toEqual([200, "Notes of the author"]);
    expect(file.headers.get("content-disposition")).toContain("attachment; filename=");
    platform.ahead += 16 * minute;
    expect((await fetch(media.url)).status).toBe(403);
    platform.ahead -= 16 * minute;
  });

  it("is one of its author's own uploads for that kind, replaced by another and taken out by null", async () => {
    const course = await coursed();
    const [text, shown] = await newLessons(platform, author, course.id, [{}, { kind: "attachment" }]);
    const put = (lesson: string | undefined, upload_id: string | null) =>
      as(author, `PUT /api/courses/${course.id}/lessons/${lesson}`, { upload_id });
    const own = await newUpload(platform, author, notes);
    expect((await put(text, own)).body.errors).toMatchObject([{ path: "body.upload_id" }]);
    expect((await put(shown, await newUpload(platform, rival, notes))).body.code).toBe("upload_not_found");
    expect((await put(shown, await newUpload(platform, author))).body.code).toBe("upload_not_found");
    expect((await put(shown, own)).body.lesson).toMatchObject({ has_media: true, file_name: null });
    expect((await put(shown, own)).status).toBe(200);
    const [other] = await newLessons(platform, author, course.id, [{ kind: "attachment" }]);
    expect((await put(other, own)).body.errors).toMatchObject([{ path: "body.upload_id" }]);
    expect((await put(shown, null)).body.lesson).toMatchObject({ has_media: false });
  });
});

describe("a file that nothing uses any more", () => {
  async function withFile(): Promise<{ id: string; lesson: string; url: string; upload_id: string }> {
    const { id } = await coursed({ published: false });
    const upload_id = await newUpload(platform, author, notes);
    const [lesson = ""] = await newLessons(platform, author, id, [{ kind: "attachment", upload_id }]);
    const { body } = await as(author, `GET /api/courses/${id}/lessons/${lesson}`);
    return { id, lesson, url: body.lesson.media.url, upload_id };
  }

  const endings: [how: string, act: (id: string, lesson: string) => Promise<Reply>][] = [
    ["taken out", (id, lesson) => as(author, `PUT /api/courses/${id}/lessons/${lesson}`, { upload_id: null })],
    ["deleted with its lesson", (id, lesson) => as(author, `DELETE /api/courses/${id}/lessons/${lesson}`)],
    ["deleted with its course", (id) => as(admin, `DELETE /api/courses/${id}`)],
  ];

  it.each(endings)("because it was %s is erased", async (_, act) => {
    const { id, lesson, url, upload_id } = await withFile();
    expect((await fetch(url)).status).toBe(200);
    expect((await act(id, lesson)).status).toBe(200);
    platform.ahead += 2 * minute;
    for (let time = 0; time < 2; time++) await sweep(platform);
    expect((await fetch(url)).status).toBeGreaterThan(400);
    expect((await as(author, `GET /api/uploads/${upload_id}`)).body.code).toBe("upload_not_found");
  });
});

describe("what is paid for", () => {
  const canary = "CANARY-paid-content";

  /** Every route that reads something of a course or of a list of courses, and the progress of a lesson. */
  const reading = routes.filter(
    ({ key, endpoint }) =>
      key.includes(" /api/courses") &&
      (endpoint.method === "GET" || key.includes("/progress")) &&
      !key.includes("/certificate"),
  );

  async function walk(person: Person | undefined, course: Answered, lessons: string[]): Promise<Reply[]> {
    const replies: Reply[] = [];
    for (const { key, endpoint } of reading)
      for (const lesson of key.includes("{lessonId}") ? lessons : [""])
        for (const id of [course.id, course.slug]) {
          const route = key.replace(/\{(id|slug)\}/, id).replace("{lessonId}", lesson);
          replies.push(await as(person, route, endpoint.method === "GET" ? undefined : { completed: true }));
        }
    return replies;
  }

  const seenIn = (replies: Reply[]): boolean =>
    replies.some(({ body }) => [canary, "lesson_attachment"].some((secret) => JSON.stringify(body).includes(secret)));

  it("is read by who is enrolled, and appears in no answer to anybody else", async () => {
    const [course, other] = [await coursed(), await coursed()];
    const upload_id = await newUpload(platform, author, { ...notes, file_name: `${canary}.txt` });
    const lessons = await newLessons(platform, author, course.id, [
      { body: `<p>${canary}</p>` },
      { kind: "video", video_url: `https://v.example/${canary}`, body: `<p>${canary}</p>` },
      { kind: "attachment", body: `<p>${canary}</p>`, drip_days: 1 },
      { kind: "attachment", body: null, upload_id },
      { preview: true, body: "<p>Open to all</p>" },
    ]);
    const [learner, left, elsewhere, stranger] = await Promise.all([1, 2, 3, 4].map(() => newPerson(platform)));
    for (const one of [learner, left]) await as(one, `POST /api/courses/${course.id}/enroll`);
    await as(elsewhere, `POST /api/courses/${other.id}/enroll`);
    await as(left, `DELETE /api/courses/${course.id}/enroll`);
    for (const outsider of [undefined, stranger, elsewhere, left, rival]) {
      const replies = await walk(outsider, course, lessons);
      expect([outsider?.name, seenIn(replies)]).toEqual([outsider?.name, false]);
    }
    expect(seenIn(await walk(learner, course, lessons.slice(0, 1)))).toBe(true);
    expect(seenIn(await walk(learner, course, lessons.slice(2, 3)))).toBe(false);
    expect(seenIn(await walk(learner, course, lessons.slice(3, 4)))).toBe(true);
    expect(seenIn(await walk(author, course, lessons))).toBe(true);
    expect(reading.length).toBeGreaterThan(8);
  });

  it("is no matter of another course's enrollment, whatever the address mixes", async () => {
    const [course, other] = [await coursed(), await coursed()];
    const [lesson] = await newLessons(platform, author, course.id, [{ body: `<p>${canary}</p>` }]);
    const learner = await newPerson(platform);
    await as(learner, `POST /api/courses/${other.id}/enroll`);
    const mixed = await as(learner, `GET /api/courses/${other.id}/lessons/${lesson}`);
    expect(mixed.body.code).toBe("lesson_not_found");
  });

  it("is open where it is a preview: to everybody, and to the signed in at the lesson's own address", async () => {
    const course = await coursed();
    const [open, shut] = await newLessons(platform, author, course.id, [{ preview: true }, {}]);
    const preview = (lesson: string | undefined) => as(undefined, `GET /api/courses/${course.id}/previews/${lesson}`);
    expect((await preview(open)).body.lesson).toMatchObject({ body: "<p>Text</p>", media: null });
    expect((await preview(shut)).body.code).toBe("lesson_not_found");
    const stranger = await newPerson(platform);
    const seen = await as(stranger, `GET /api/courses/${course.id}/lessons/${open}`);
    expect(seen.body.lesson).toMatchObject({ body: "<p>Text</p>", progress: null, available_at: null });
    expect((await as(stranger, `GET /api/courses/${course.id}/progress`)).body.code).toBe("not_enrolled");
  });
});

it("a curriculum is another course's in nothing", async () => {
  const [one, two] = [await coursed(), await newCourse(platform, admin, { price: 0 })];
  const [lesson] = await newLessons(platform, author, one.id, [{}]);
  const section_id = (await shapeOf(one.id))[0]?.id ?? "";
  const body = { section_id, title: "Strayed", kind: "text" };
  expect((await as(admin, `POST /api/courses/${two.id}/lessons`, body)).body.code).toBe("section_not_found");
  expect((await as(admin, `DELETE /api/courses/${two.id}/lessons/${lesson}`)).body.code).toBe("lesson_not_found");
  await expect(newLesson(platform, author, one.id, { section_id, title: "At home" })).resolves.toMatch(/^les_/);
});
