import fc from "fast-check";
import { call, type Reply } from "../api";
import { atEveryCall, doubts, type Job } from "../crash";
import { mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { answer, begin, type Exam, newExam, rightAnswers, sitFor } from "../quizzes";
import { rowsOf } from "../rows";
import { inSoak } from "../soak";
import { minute, pass as passTime, signedInAgain } from "../time";

// POST /api/courses/{id}/lessons/{lessonId}/attempts and PUT /api/courses/{id}/lessons/{lessonId}/attempts/{attemptId}.

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

let platform: TestPlatform;
let author: Person;
beforeAll(async () => {
  platform = await openTestPlatform({ environments: 8 });
  author = await newPerson(platform, { role: "admin" });
});
afterAll(() => platform.close());

interface Sitting {
  exam: Exam;
  learner: Person;
}

/** Somebody new who is about to begin. */
async function arrive(exam: Exam): Promise<Sitting> {
  const learner = await newPerson(platform);
  await sitFor(platform, exam, learner);
  return { exam, learner };
}

const crowd = 20;
const together = (act: (n: number) => Promise<Reply>): Promise<Reply[]> =>
  Promise.all(Array.from({ length: crowd }, (_, n) => act(n)));

const submit = ({ exam, learner }: Sitting, id: string, answers = rightAnswers(exam.quiz)): Promise<Reply> =>
  answer(platform, exam, learner, id, { answers, submit: true });

const attemptsOf = async ({ exam, learner }: Sitting): Promise<Reply["body"]> =>
  (await call(platform, `GET ${exam.path}/attempts?limit=100`, { token: learner.token })).body;

/** What there is of a learner, by the root's hand. */
async function belongings({ learner }: Sitting) {
  await platform.settled();
  const of = async (entity: string) => (await rowsOf(entity)).filter(({ user_id }) => user_id === learner.id);
  const [attempts, papers, certificates] = [await of("attempt"), await of("paper"), await of("certificate")];
  const [enrollment] = await of("enrollment");
  const mails = (await mailsTo(platform, learner.email)).filter(({ subject }) =>
    subject.startsWith("Your certificate"),
  );
  return { attempts, papers, certificates, enrollment, mails };
}

async function expectOneCertificate(sitting: Sitting): Promise<void> {
  const { certificates, enrollment, mails } = await belongings(sitting);
  expect(certificates).toHaveLength(1);
  expect(enrollment).toMatchObject({ status: "completed", certificate_code: certificates[0]?.code });
  expect(mails).toHaveLength(1);
}

describe("at the same time", () => {
  it("twenty beginnings are one attempt each time, and none when there are none left", async () => {
    const sitting = await arrive(await newExam(platform, author, { max_attempts: 2 }));
    for (const number of [1, 2]) {
      const replies = await together(() => begin(platform, sitting.exam, sitting.learner));
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
      const begun = replies.map(({ body }) => body.attempt);
      expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
      expect(begun[0].number).toBe(number);
      await submit(sitting, begun[0].id, []);
    }
    const { attempts, papers } = await belongings(sitting);
    expect([attempts.length, papers.length]).toEqual([2, 2]);
    const codes = (await together(() => begin(platform, sitting.exam, sitting.learner))).map(({ body }) => body.code);
    expect(new Set(codes)).toEqual(new Set(["attempts_exhausted"]));
  });

  it("twenty submissions, half of them right, are one result for all, and nothing more", async () => {
    const sitting = await arrive(await newExam(platform, author));
    const { id } = (await begin(platform, sitting.exam, sitting.learner)).body.attempt;
    const replies = await together((n) => submit(sitting, id, n % 2 === 0 ? [] : undefined));
    const [first] = replies.map(({ body }) => body.attempt);
    for (const { status, body } of replies) expect([status, body.attempt]).toEqual([200, first]);
    const { certificates } = await belongings(sitting);
    expect(certificates).toHaveLength(first.passed ? 1 : 0);
  });

  it("twenty submissions that pass complete the course once", async () => {
    const sitting = await arrive(await newExam(platform, author));
    const { id } = (await begin(platform, sitting.exam, sitting.learner)).body.attempt;
    const replies = await together(() => submit(sitting, id));
    expect(new Set(replies.map(({ body }) => body.attempt.ended_at)).size).toBe(1);
    await expectOneCertificate(sitting);
  });

  it("whoever looks at an attempt whose time is up grades it, once", async () => {
    const sitting = await arrive(await newExam(platform, author, { time_limit_seconds: 60 }));
    const { exam, learner } = sitting;
    const { id } = (await begin(platform, exam, learner)).body.attempt;
    await answer(platform, exam, learner, id, { answers: rightAnswers(exam.quiz) });
    passTime(platform, 2 * minute);
    const looks = [`GET ${exam.path}/attempts/${id}`, `POST ${exam.path}/attempts`];
    const replies = await together((n) => call(platform, looks[n % 2] ?? "", { token: learner.token }));
    expect(replies.every(({ status }) => status < 300)).toBe(true);
    expect(await attemptsOf(sitting)).toMatchObject({
      total: 2,
      attempts: [
        { number: 2, state: "open" },
        { number: 1, state: "expired", passed: true },
      ],
    });
    await expectOneCertificate(sitting);
  });
});

describe("submitting", () => {
  let job: Job<Sitting & { id: string }>;
  beforeAll(async () => {
    const exam = await newExam(platform, author);
    job = {
      worker: "assessment",
      prepare: async () => {
        const sitting = await arrive(exam);
        const { body } = await begin(platform, exam, sitting.learner);
        return { ...sitting, id: body.attempt.id };
      },
      act: (sitting) => submit(sitting, sitting.id),
      recover: async (sitting) => {
        const again = await submit(sitting, sitting.id, []);
        // Whatever had not happened yet has not happened: the empty answers count then.
        expect(again.status).toBe(200);
        if (!again.body.attempt.passed) await retake(sitting);
      },
      assess: async (sitting, point) => {
        const { attempts, certificates, mails, enrollment } = await belongings(sitting);
        const open = attempts.filter(({ state }) => state === "open").length;
        const found = { open, certificates: certificates.length, mails: mails.length, status: enrollment?.status };
        expect([point, found]).toEqual([point, { open: 0, certificates: 1, mails: 1, status: "completed" }]);
      },
    };
  });

  async function retake(sitting: Sitting): Promise<void> {
    const { body } = await begin(platform, sitting.exam, sitting.learner);
    expect((await submit(sitting, body.attempt.id)).body.attempt.passed).toBe(true);
  }

  it.each(doubts)("and again passes lesson and course once, after $name any of its calls", async (mishap) => {
    const points = await atEveryCall(platform, job, mishap);
    expect(points).toEqual(["GetItem", "BatchGetItem", "BatchGetItem", "TransactWriteItems"]);
  });
});

type Deed = "begin" | "save" | "submit" | "wait" | "look";

describe("whatever a learner does", () => {
  const deeds = fc.array(fc.constantFrom<Deed>("begin", "begin", "save", "submit", "wait", "look"), { maxLength: 12 });

  /** What is known of the attempts from what was done. */
  interface Model {
    begun: number;
    open?: { id: string; until: number };
    ended: Map<string, object>;
  }

  async function perform(deed: Deed, sitting: Sitting, model: Model): Promise<void> {
    const { exam, learner } = sitting;
    const time = Date.now() + platform.ahead;
    if (model.open && time > model.open.until + 11_000) model.open = undefined;
    const last = model.open?.id ?? [...model.ended.keys()].at(-1);
    if (deed === "wait") return passTime(platform, 40_000);
    if (deed === "begin") {
      const { status, body } = await begin(platform, exam, learner);
      if (!model.open && model.begun === 3) return expect([status, body.code]).toEqual([409, "attempts_exhausted"]);
      if (model.open) return expect(body.attempt.id).toBe(model.open.id);
      model.begun++;
      expect([status, body.attempt.number]).toEqual([201, model.begun]);
      model.open = { id: body.attempt.id, until: Date.parse(body.attempt.deadline) };
      return undefined;
    }
    if (!last) return undefined;
    if (deed === "look") {
      const { body } = await call(platform, `GET ${exam.path}/attempts/${last}`, { token: learner.token });
      return expect(body.attempt).toMatchObject(model.ended.get(last) ?? { id: last });
    }
    const reply = await answer(platform, exam, learner, last, { answers: [], submit: deed === "submit" });
    if (model.open) expect(reply.status).toBe(200);
    if (deed === "submit" && reply.status === 200) {
      expect(reply.body.attempt).toMatchObject(model.ended.get(last) ?? { state: "submitted" });
      model.ended.set(last, reply.body.attempt);
      model.open = undefined;
    }
    return undefined;
  }

  it("there are no more attempts than allowed, one open at most, and a result stays what it was", async () => {
    const exam = await newExam(platform, author, { time_limit_seconds: 60, max_attempts: 3 });
    await fc.assert(
      fc.asyncProperty(deeds, async (done) => {
        const model: Model = { begun: 0, ended: new Map() };
        const sitting = await arrive(exam);
        for (const deed of done) await perform(deed, sitting, model);
        sitting.learner = await signedInAgain(platform, sitting.learner);
        const { attempts, total } = await attemptsOf(sitting);
        expect([attempts.length, total]).toEqual([model.begun, model.begun]);
        expect(attempts.filter(({ state }: { state: string }) => state === "open").length).toBeLessThanOrEqual(1);
      }),
      { numRuns: inSoak(20, 4) },
    );
  });
});
