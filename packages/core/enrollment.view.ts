import { page } from "#adapters/site";
import type { Enrollment } from "./enrollment.entity";

/** The page on which everybody may see whether a certificate is real. */
export const certificatePage = (code: string): string => page(`/certificates/${code}`);

/** An enrollment as it goes out. */
export const enrollmentView = (enrollment: Enrollment) => ({
  ...enrollment,
  certificate_url: enrollment.certificate_code && certificatePage(enrollment.certificate_code),
});
