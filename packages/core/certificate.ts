import { Failure } from "#contract/failure";
import { courseIdOf, courseOf, enrollmentOf, requireAccess } from "./access";
import { readTogether } from "./batch";
import { codeFrom, newCode } from "./certificate.code";
import { type Certificate, Certificates } from "./certificate.entity";
import { type Enrollment, Enrollments } from "./enrollment.entity";
import type { Session } from "./session";
import { type Step, step } from "./transaction";

/** What completing a course adds to its transaction. */
export interface CertificateIssue {
  /** Fields of the enrollment: its row is written by that transaction already, and a transaction writes a row once. */
  fields: Partial<Enrollment>;
  /** The certificate's own rows. */
  steps: Step[];
}

/** The certificate of whoever completes a course now. An enrollment has one, ever. */
export function certificateFor(completed: Enrollment, now: Date): CertificateIssue {
  if (completed.certificate_code) return { fields: {}, steps: restoreCertificate(completed) };
  const { user_id, user_email, user_name: name, course_id, course_title, completion_date } = completed;
  const issued_at = now.toISOString();
  const certificate: Certificate = {
    ...{ code: newCode(), user_id, user_email, name, course_id, course_title, issued_at },
    completed_at: completion_date ?? issued_at,
  };
  return {
    fields: { certificate_issued: true, certificate_code: certificate.code },
    steps: [step(Certificates.create(certificate).params())],
  };
}

/** The steps that make an enrollment's certificate void; none where it has no certificate. */
export const revokeCertificate = ({ certificate_code: code }: Enrollment, now: Date): Step[] =>
  code ? [step(Certificates.patch({ code }).set({ revoked_at: now.toISOString() }).params())] : [];

/** The steps that make it valid again, whether or not it was void. */
export const restoreCertificate = ({ certificate_code: code }: Enrollment): Step[] =>
  code ? [step(Certificates.patch({ code }).remove(["revoked_at"]).params())] : [];

/** The certificates of these enrollments. One call. */
export async function certificatesOf(enrollments: Enrollment[]): Promise<Certificate[]> {
  const codes = enrollments.flatMap(({ certificate_code: code }) => (code ? [{ code }] : []));
  return codes.length === 0 ? [] : (await Certificates.get(codes).go()).data;
}

/** The copies of somebody's name and address in their certificates, to be replaced. */
export async function* namesInCertificates(
  user_id: string,
  { name, email }: { name: string; email: string },
): AsyncGenerator<() => Promise<unknown>> {
  let cursor: string | null = null;
  do {
    const query = Enrollments.query.primary({ user_id });
    const page: { data: Enrollment[]; cursor: string | null } = await query.go({ cursor, limit: 100 });
    const named = (await certificatesOf(page.data)).filter(({ user_email }) => user_email !== email);
    yield* named.map(
      ({ code }) =>
        () =>
          Certificates.patch({ code }).set({ name, user_email: email }).go(),
    );
    cursor = page.cursor;
  } while (cursor);
}

const missing = () => new Failure("certificate_not_found");

async function byCode(code: string): Promise<Certificate> {
  const { data } = await Certificates.get({ code }).go();
  if (!data) throw missing();
  return data;
}

/** A certificate as it goes out. */
export const certificateView = (certificate: Certificate) => ({
  ...certificate,
  valid: certificate.revoked_at === undefined,
});

/** A certificate by its code, void ones too. @throws Failure certificate_not_found */
export async function verify(typed: string) {
  const code = codeFrom(typed);
  if (!code) throw missing();
  return certificateView(await byCode(code));
}

/**
 * A learner's own certificate, and the wording that the course has for it.
 * @throws Failure email_unverified, course_not_found, not_enrolled, course_incomplete, certificate_not_found when it was
 * revoked
 */
export async function findOwn(reference: string, learner: Session) {
  if (!learner.email_verified) throw new Failure("email_unverified");
  const id = await courseIdOf(reference);
  const wanted = { course: courseOf(id), enrollment: enrollmentOf(id, learner.id) };
  const { course, enrollment } = await readTogether(wanted, { consistent: true });
  if (!course) throw new Failure("course_not_found");
  const code = enrollment?.certificate_code;
  if (!code) throw requireAccess(enrollment).completion_date ? missing() : new Failure("course_incomplete");
  const certificate = await byCode(code);
  if (certificate.revoked_at !== undefined) throw missing();
  return { certificate, wording: course.certificate_template };
}
