import { randomUUID } from "node:crypto";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { call } from "../api";
import { newCourse, newDraft } from "../courses";
import { order } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { answer, begin, type Exam, newExam, pass as passExam, rightAnswers, sitFor } from "../quizzes";
import { pass, sweep } from "../time";

let platform: TestPlatform;
let admin: Person;
let courses: { id: string }[];
let exam: Exam;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin", name: "Meera Admin" });
  const drafts = [{ title: "Free", price: 0 }, { title: "Left", price: 0 }, { title: "Ordered" }];
  courses = await Promise.all(drafts.map((draft) => newCourse(platform, admin, draft)));
  exam = await newExam(platform, admin);
});
afterAll(() => platform.close());

const as = ({ token }: Person, route: string, body?: object) => call(platform, route, { token, body });
const remove = (person: Person) => as(admin, `DELETE /api/users/${person.id}`);
const removeOwn = (person: Person, password = person.password) => as(person, "DELETE /api/auth/profile", { password });
const signIn = ({ email, password }: Person) => call(platform, "POST /api/auth/login", { body: { email, password } });

/** Past the time that a deletion is left to settle; an admin's token ends after a quarter of an hour. */
async function sweepLater(): Promise<void> {
  pass(platform, 11_000);
  await sweep(platform);
}

type Row = Record<string, unknown>;

/** Every row in which one of the texts stands, however it is written. */
async function rowsWith(texts: string[]): Promise<Row[]> {
  const { documents, store } = await import("#adapters/table");
  const found: Row[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: documents },
    { TableName: store.table, ConsistentRead: true },
  ))
    for (const item of Items) {
      const plain = JSON.stringify(item, (_, value) => (value instanceof Set ? [...value] : value)).toLowerCase();
      if (texts.some((text) => plain.includes(text.toLowerCase()))) found.push(item);
    }
  return found;
}

const profile = {
  ...{ phone: "+91 98765 43210", bio: "Loves Xylophones", date_of_birth: "1999-02-03", gender: "female" },
  ...{ address: "12 Peculiar Lane", city: "Machilipatnam", pincode: "521001" },
};

/** A family name that nobody else has. */
const unheardOf = (): string => `Zeph${randomUUID().replaceAll(/[^a-z]/g, "")}`;

/** Somebody with a trace of everything: courses, a certificate, orders, links, audit entries by them and about them. */
async function newTraces(role: "student" | "admin" = "student"): Promise<Person> {
  const person = await newPerson(platform, { name: `Quilla ${unheardOf()}`, role });
  await as(person, "PUT /api/auth/profile", profile);
  const [free, left, ordered] = courses;
  await as(person, `POST /api/courses/${free?.id}/enroll`);
  await as(person, `POST /api/courses/${left?.id}/enroll`);
  await as(person, `DELETE /api/courses/${left?.id}/enroll`);
  await order(platform, person, { id: ordered?.id ?? "" });
  await passExam(platform, exam, person);
  const review = { course_id: exam.course.id, rating: 5, content: "Clear and kind." };
  await as(person, "POST /api/content/testimonials", review);
  await call(platform, "POST /api/auth/forgot-password", { body: { email: person.email } });
  await as(admin, `PUT /api/users/${person.id}`, { country: "India" });
  if (role === "admin") {
    const other = await newPerson(platform);
    await as(person, `PUT /api/users/${other.id}`, { country: "India" });
  }
  await platform.settled();
  return person;
}

/** What tells of nobody but them. */
const private_ = ({ email, name }: Person): string[] => [
  ...[email, email.split("@")[0] ?? "", name, name.split(" ")[1] ?? ""],
  ...Object.values(profile).filter((value) => value.length > 6),
];

async function expectNoTrace(person: Person): Promise<void> {
  const found = await rowsWith(private_(person));
  expect(found.filter(({ __edb_e__ }) => __edb_e__ !== "order")).toEqual([]);
  expect(found.map(({ user_id, state }) => [user_id, state])).toEqual([[person.id, "cancelled"]]);
}

describe("a deleted account", () => {
  it.each(["by an admin", "by its owner"])("%s leaves no name, address or number, but on orders", async (hand) => {
    const person = await newTraces();
    expect((await rowsWith(private_(person))).length).toBeGreaterThan(5);
    expect((await (hand === "by its owner" ? removeOwn(person) : remove(person))).status).toBe(200);
    await platform.settled();
    await sweepLater();
    await expectNoTrace(person);
    expect((await as(admin, `GET /api/users/${person.id}`)).body.code).toBe("user_not_found");
    expect((await as(admin, "GET /api/users?search=zeph")).body.total).toBe(0);
    const { body } = await as(admin, "GET /api/users?limit=100");
    expect(body.users.map(({ id }: Person) => id)).not.toContain(person.id);
    expect(body.total).toBe(body.users.length);
  });

  it("of an admin keeps their entries in the audit trail, without the name", async () => {
    const person = await newTraces("admin");
    await removeOwn(person);
    await platform.settled();
    await sweepLater();
    await expectNoTrace(person);
    const { body } = await as(admin, `GET /api/audit?actor=${person.id}`);
    expect(body.entries).toMatchObject([
      { action: "user.delete", actor: { name: "Deleted user" } },
      { action: "user.profile", actor: { name: "Deleted user" } },
    ]);
  });

  it("leaves nothing of what was answered in quizzes, and no count of it", async () => {
    const person = await newTraces();
    for (let n = 0; n < 3; n++) {
      const { body } = await begin(platform, exam, person);
      await answer(platform, exam, person, body.attempt.id, { answers: rightAnswers(exam.quiz), submit: n < 2 });
    }
    const kindsOf = async () => (await rowsWith([person.id])).map(({ __edb_e__ }) => String(__edb_e__));
    const sat = ["attempt", "attempt-tally", "paper"];
    const before = (await kindsOf()).filter((kind) => sat.includes(kind));
    expect(before.toSorted()).toEqual([...Array(4).fill("attempt"), "attempt-tally", ...Array(4).fill("paper")]);
    await remove(person);
    await sweepLater();
    const left = await kindsOf();
    expect(left.filter((kind) => sat.includes(kind))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(["enrollment", "progress", "certificate"]));
    expect(await (await import("#core/census")).takeCensus()).toEqual([]);
  });

  it("is over at once: for its tokens, its password, and its open links", async () => {
    const person = await newPerson(platform);
    await remove(person);
    pass(platform, 3000);
    expect((await as(person, "GET /api/auth/profile")).status).toBe(401);
    expect((await as(person, "GET /api/orders/my-orders")).status).toBe(401);
    expect((await signIn(person)).body.code).toBe("invalid_credentials");
    const renewed = await call(platform, "POST /api/auth/refresh-token", {
      body: { refreshToken: person.refreshToken },
    });
    expect(renewed.status).toBe(401);
  });

  it("can't be changed, let in or deleted again", async () => {
    const person = await newPerson(platform);
    await remove(person);
    const route = `/api/users/${person.id}`;
    const replies = await Promise.all([
      ...[as(admin, `PUT ${route}`, { city: "Pune" }), as(admin, `PUT ${route}/status`, { status: "active" })],
      ...[as(admin, `PUT ${route}/role`, { role: "admin" }), as(admin, `POST ${route}/invitation`), remove(person)],
    ]);
    expect(replies.map(({ body }) => body.code)).toEqual(Array(5).fill("user_not_found"));
  });

  it("that is changed at the same time is deleted all the same, and stays so", async () => {
    for (let n = 0; n < 4; n++) {
      const person = await newPerson(platform);
      await as(admin, `PUT /api/users/${person.id}/status`, { status: "inactive" });
      await Promise.all([
        remove(person),
        as(admin, `PUT /api/users/${person.id}/status`, { status: "active" }),
        as(person, "PUT /api/auth/profile", { name: "Back Again" }),
      ]);
      await remove(person);
      const { Users } = await import("#core/user.entity");
      const { data } = await Users.get({ id: person.id }).go({ consistent: true });
      expect(data).toMatchObject({ name: "Deleted user", status: "inactive", deleted_at: expect.any(String) });
    }
  });

  it("frees its address for a new one, which has nothing of the old", async () => {
    const person = await newTraces();
    await remove(person);
    const { name, email, password } = person;
    const { status, body } = await call(platform, "POST /api/auth/register", { body: { name, email, password } });
    expect(status).toBe(201);
    expect(body.user.id).not.toBe(person.id);
    const again = { ...person, token: body.token };
    expect((await as(again, "GET /api/orders/my-orders")).body.total).toBe(0);
    expect((await as(again, "GET /api/courses/enrolled")).body.total).toBe(0);
  });

  it("needs the owner's password", async () => {
    const person = await newPerson(platform);
    expect((await removeOwn(person, "wrong-password-1")).body.code).toBe("invalid_credentials");
    expect((await as(person, "GET /api/auth/profile")).status).toBe(200);
  });

  it("is erased by the sweep where Cognito or a crash came between, however often", async () => {
    const person = await newTraces();
    const heal = platform.cloud.faults.inject(({ action }) =>
      action === "AdminDeleteUser" ? { before: "http500" } : undefined,
    );
    expect((await remove(person)).status).toBe(200);
    heal();
    expect((await signIn(person)).body.code).toBe("account_suspended");
    let struck = 0;
    const stop = platform.cloud.faults.inject(({ functionName, action }) => {
      if (struck > 2 || !functionName?.includes("sweeper") || action !== "UpdateItem") return undefined;
      return struck++ % 2 === 0 ? { before: "crash" } : { after: "crash" };
    });
    for (let n = 0; n < 4; n++) {
      await sweepLater();
      pass(platform, 61_000);
    }
    stop();
    expect(struck).toBeGreaterThan(1);
    await sweepLater();
    await expectNoTrace(person);
    expect((await signIn(person)).body.code).toBe("invalid_credentials");
  });
});

describe("the last active administrator", () => {
  const lone = async (): Promise<[Person, Person]> => {
    const { setStatus } = await import("#core/user");
    const pair: [Person, Person] = [
      await newPerson(platform, { role: "admin" }),
      await newPerson(platform, { role: "admin" }),
    ];
    const { body } = await as(pair[0], "GET /api/users?role=admin&status=active&limit=100");
    for (const { id } of body.users)
      if (!pair.some((one) => one.id === id)) await setStatus(id, "inactive", new Date());
    return pair;
  };
  const activeOf = async (pair: Person[]): Promise<number> => {
    const { Users } = await import("#core/user.entity");
    const rows = await Promise.all(pair.map(({ id }) => Users.get({ id }).go({ consistent: true })));
    return rows.filter(({ data }) => data?.role === "admin" && data.status === "active").length;
  };

  it.each([
    ["demote", (by: Person, who: Person) => as(by, `PUT /api/users/${who.id}/role`, { role: "student" })],
    ["delete", (by: Person, who: Person) => as(by, `DELETE /api/users/${who.id}`)],
  ])("stays when two %s each other at the same time, and can't do it to themselves", async (_, act) => {
    await platform.settled();
    const [one, two] = await lone();
    const replies = await Promise.all([act(one, two), act(two, one)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await activeOf([one, two])).toBe(1);
    const left = replies[0]?.status === 200 ? one : two;
    expect(await act(left, left)).toMatchObject({ status: 409, body: { code: "last_admin" } });
    expect(await removeOwn(left)).toMatchObject({ status: 409, body: { code: "last_admin" } });
    await (await import("#core/user")).setStatus(admin.id, "active", new Date());
    pass(platform, 3000);
  });

  it("is counted rightly after all of that", async () => {
    await platform.settled();
    expect(await (await import("#core/census")).takeCensus()).toEqual([]);
  });
});

describe("the own record", () => {
  it("holds everything of its owner, what they left included, and nothing of anybody else", async () => {
    const person = await newTraces();
    const { status, headers, body } = await as(person, "GET /api/auth/profile/export");
    expect([status, headers.get("content-disposition")]).toEqual([200, 'attachment; filename="insta-iq-profile.json"']);
    expect(body.user).toMatchObject({ id: person.id, ...profile });
    expect(body.enrollments.map(({ status: state }: Row) => state).sort()).toEqual([
      "active",
      "cancelled",
      "completed",
    ]);
    expect(body.orders).toMatchObject([{ user_id: person.id, title: "Ordered" }]);
    const learnt = { course_id: exam.course.id, lessons: [{ lesson_id: exam.lessonId, position_seconds: null }] };
    expect(body.progress).toMatchObject([learnt]);
    expect(body.certificates).toMatchObject([{ name: person.name, course_title: "Examined", valid: true }]);
    expect(body.reviews).toMatchObject([{ user_id: person.id, content: "Clear and kind.", status: "pending" }]);
    expect(body.audit).toMatchObject([{ action: "user.profile", subject_id: person.id }]);
    expect(body.incomplete).toEqual([]);
    expect(JSON.stringify(body)).not.toContain(admin.name);
  });

  it("holds every attempt with its answers, and never a key, an explanation or a question of the author's", async () => {
    const person = await newTraces();
    await sitFor(platform, exam, person);
    const { body: begun } = await begin(platform, exam, person);
    const [first] = rightAnswers(exam.quiz);
    await answer(platform, exam, person, begun.attempt.id, { answers: first ? [first] : [] });
    const { body } = await as(person, "GET /api/auth/profile/export");
    const place = { course_id: exam.course.id, lesson_id: exam.lessonId };
    expect(body.attempts).toMatchObject([
      { ...place, number: 1, state: "submitted", passed: true, answers: rightAnswers(exam.quiz) },
      { ...place, number: 2, state: "open", passed: null, answers: [first], results: null },
    ]);
    expect(body.attempts[0].results[0]).toEqual({ question_id: first?.question_id, correct: true, score: 2 });
    expect(JSON.stringify(body)).not.toMatch(/Because of b|Which one|Street"/);
  });

  it("says which part of it there is more of", async () => {
    const person = await newPerson(platform);
    const { Audits } = await import("#core/audit");
    const entry = {
      action: "user.profile",
      subject_id: person.id,
      actor_id: "operator",
      actor_name: "Operator",
      detail: {},
    };
    const rows = Array.from({ length: 1005 }, (_, n) => ({
      ...{ ...entry, id: `aud_export${n}` },
      at: new Date(Date.UTC(2026, 0, 1) + n).toISOString(),
    }));
    await Audits.put(rows).go();
    const { body } = await as(person, "GET /api/auth/profile/export");
    expect([body.audit.length, body.incomplete]).toEqual([1000, ["audit"]]);
  });

  it("stays an answer that a Lambda can give, however much there is of it", async () => {
    const person = await newPerson(platform);
    const { QuizAttempts } = await import("#core/quiz.attempt.entity");
    const text = "x".repeat(200);
    const answers = Array.from({ length: 100 }, (_, n) => ({ question_id: `qst_much${n}`, text }));
    const sat = { state: "submitted", pass_percentage: 60, revision: 1, most: 100, answers } as const;
    const rows = Array.from({ length: 60 }, (_, n) => ({
      ...{ ...sat, user_id: person.id, course_id: "crs_much0000", lesson_id: "les_much0000", number: n + 1 },
      ...{ id: `att_much${n}`, started_at: new Date().toISOString() },
    }));
    await QuizAttempts.put(rows).go();
    const { body } = await as(person, "GET /api/auth/profile/export");
    expect(body.incomplete).toEqual(["attempts"]);
    expect(body.attempts.length).toBeGreaterThan(20);
    expect(JSON.stringify(body.attempts).length).toBeLessThan(1_000_000);
  });
});

test("the courses of a deleted author stay, without the name, and are an admin's to edit", async () => {
  const author = await newPerson(platform, { role: "instructor", name: `Quilla ${unheardOf()}` });
  const draft = await newDraft(platform, author);
  const published = await newDraft(platform, author, { title: "Published" });
  await as(admin, `PUT /api/courses/${published.id}/status`, { status: "published" });
  await platform.settled();
  expect((await rowsWith([author.name])).length).toBeGreaterThan(5);
  await remove(author);
  await platform.settled();
  await sweepLater();
  await platform.settled();
  expect(await rowsWith([author.name, author.name.split(" ")[1] ?? ""])).toEqual([]);
  const { body } = await as(admin, `GET /api/courses/${published.id}`);
  expect(body.course.instructor).toEqual({ id: author.id, name: "Deleted user" });
  expect((await as(admin, `PUT /api/courses/${draft.id}`, { title: "Taken over" })).status).toBe(200);
});
