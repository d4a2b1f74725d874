import { call, type Reply } from "../api";
import { newLessons } from "../curriculum";
import { callsOf, writesOf } from "../effects";
import { mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { type Exam, newExam, pass, sitFor } from "../quizzes";
import { rowsOf } from "../rows";

let platform: TestPlatform;
let author: Person;
let exam: Exam;
beforeAll(async () => {
  platform = await openTestPlatform();
  author = await newPerson(platform, { role: "admin" });
  exam = await newExam(platform, author);
});
afterAll(() => platform.close());

const as = ({ token }: Person, route: string): Promise<Reply> => call(platform, route, { token });
const seen = ({ status, body }: Reply): unknown[] => [status, body.code];
const mine = (learner: Person, course: { id: string } = exam.course): Promise<Reply> =>
  as(learner, `GET /api/courses/${course.id}/certificate`);
const verify = (code: string): Promise<Reply> => call(platform, `GET /api/certificates/${code}`);

/** The code of somebody's certificate, from where the site shows it. */
async function codeOf(learner: Person): Promise<string> {
  const { body } = await as(learner, "GET /api/courses/enrolled");
  return body.courses[0].certificate_url.split("/").at(-1);
}

async function enrollmentOf(learner: Person) {
  const { Enrollments } = await import("#core/enrollment.entity");
  const { data } = await Enrollments.get({ user_id: learner.id, course_id: exam.course.id }).go({ consistent: true });
  if (!data) throw new Error("there is no enrollment");
  return data;
}

describe("a certificate", () => {
  it("is a PDF for whoever has completed the course, shown and saved under its code", async () => {
    const learner = await newPerson(platform, { name: "आशा वर्मा" });
    expect(seen(await mine(learner))).toEqual([403, "not_enrolled"]);
    await sitFor(platform, exam, learner);
    expect(seen(await mine(learner))).toEqual([409, "course_incomplete"]);
    await pass(platform, exam, learner);
    const code = await codeOf(learner);
    const reply = await mine(learner);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(reply.headers.get("content-disposition")).toBe(`inline; filename="certificate-${code}.pdf"`);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect([reply.body.slice(0, 5), reply.body.trimEnd().slice(-5)]).toEqual(["%PDF-", "%%EOF"]);
    expect((await mine(learner, { id: exam.course.slug })).status).toBe(200);
    expect(callsOf(platform, await mine(learner)).slice(-2)).toEqual(["dynamodb:BatchGetItem", "dynamodb:GetItem"]);
  });

  it("waits for the address to be verified, and so does the news of it", async () => {
    const learner = await newPerson(platform, { verified: false });
    await pass(platform, exam, learner);
    expect(seen(await mine(learner))).toEqual([403, "email_unverified"]);
    const subjects = (await mailsTo(platform, learner.email)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith("Your certificate"))).toEqual([]);
    expect(subjects).toContain("You’re in: Examined");
  });

  it("is told of in a mail that leads to it", async () => {
    const learner = await newPerson(platform);
    await pass(platform, exam, learner);
    const mails = await mailsTo(platform, learner.email);
    const [told, ...more] = mails.filter(({ subject }) => subject === "Your certificate: Examined");
    expect(told?.text).toContain(`/certificates/${await codeOf(learner)}`);
    expect(told?.text).toContain(`/courses/${exam.course.id}/certificate`);
    expect(more).toEqual([]);
  });

  it("is real to anybody who has its code, however they type it", async () => {
    const learner = await newPerson(platform, { name: "Asha Verma" });
    await pass(platform, exam, learner);
    const code = await codeOf(learner);
    const { certificate } = (await verify(code)).body;
    expect(certificate).toEqual({
      ...{ code, name: "Asha Verma", course_title: "Examined", valid: true, revoked_at: null },
      ...{ completed_at: expect.stringMatching(/Z$/), issued_at: certificate.completed_at },
    });
    for (const typed of [code.toLowerCase(), code.replaceAll("-", ""), code.slice(3)])
      expect((await verify(typed)).body.certificate).toEqual(certificate);
    const cached = await verify(code);
    expect(cached.headers.get("cache-control")).toBe("public, max-age=60");
    const etag = { "if-none-match": cached.headers.get("etag") ?? "" };
    expect((await call(platform, `GET /api/certificates/${code}`, { headers: etag })).status).toBe(304);
    expect(callsOf(platform, cached)).toEqual(["dynamodb:GetItem"]);
  });

  it.each(["IQ-0000-0000-0000", "IQ-7F3K", "certificate", "__proto__", "U".repeat(12), "0".repeat(255)])(
    "%s is none",
    async (code) => {
      const reply = await verify(code);
      expect([...seen(reply), writesOf(platform, reply)]).toEqual([404, "certificate_not_found", []]);
    },
  );

  it("is one, whatever becomes of the course and the enrollment afterwards", async () => {
    const learner = await newPerson(platform);
    const own = await newExam(platform, author);
    await pass(platform, own, learner);
    const code = await codeOf(learner);
    await newLessons(platform, author, own.course.id, [{}]);
    await as(learner, `DELETE /api/courses/${own.course.id}/enroll`);
    expect((await mine(learner, own.course)).status).toBe(200);
    await sitFor(platform, own, learner);
    await pass(platform, own, learner);
    expect(await codeOf(learner)).toBe(code);
    await platform.settled();
    expect((await rowsOf("certificate")).filter(({ user_id }) => user_id === learner.id)).toHaveLength(1);
  });
});

describe("a revoked certificate", () => {
  it("says so to everybody, and is its learner's no more until access is granted again", async () => {
    const { commit } = await import("#core/transaction");
    const { restoreCertificate, revokeCertificate } = await import("#core/certificate");
    const learner = await newPerson(platform);
    await pass(platform, exam, learner);
    const code = await codeOf(learner);
    const now = new Date();
    await commit(revokeCertificate(await enrollmentOf(learner), now));
    expect((await verify(code)).body.certificate).toMatchObject({ valid: false, revoked_at: now.toISOString() });
    expect(seen(await mine(learner))).toEqual([404, "certificate_not_found"]);
    await commit(restoreCertificate(await enrollmentOf(learner)));
    expect((await verify(code)).body.certificate).toMatchObject({ code, valid: true, revoked_at: null });
    expect((await mine(learner)).status).toBe(200);
  });

  it("is no matter for whoever has none", async () => {
    const { certificateFor, restoreCertificate, revokeCertificate } = await import("#core/certificate");
    const learner = await newPerson(platform);
    await sitFor(platform, exam, learner);
    const enrollment = await enrollmentOf(learner);
    expect([revokeCertificate(enrollment, new Date()), restoreCertificate(enrollment)]).toEqual([[], []]);
    const again = certificateFor({ ...enrollment, certificate_code: "IQ-0000-0000-0000" }, new Date());
    expect([again.fields, again.steps.length]).toEqual([{}, 1]);
  });
});
