import type { Enrollment } from "../enrollment.entity";
import type { Registration } from "../registration.entity";
import type { User } from "../user.entity";
import { added, dated } from "./dated";
import type { Fact, Field } from "./fact";

const roles = { student: "students", instructor: "instructors", admin: "admins" } as const;

/** Adds one to how many of something there are now. */
export const standing = (family: string, field: Field): Fact[] =>
  added({ family: "now", slot: family }, { [field]: 1 });

export const userFacts = ({ created_at, deleted_at, role, status }: User): Fact[] => [
  ...dated("users", created_at, { registered: 1 }),
  ...(deleted_at
    ? dated("users", deleted_at, { deleted: 1 })
    : [...standing("users", roles[role]), ...standing("users", status)]),
];

/** The first entry of its history stays, however long that becomes. */
const cameByOrder = ({ history: [first] }: Enrollment): boolean => first?.grant?.startsWith("order:") ?? false;

export function enrollmentFacts(enrollment: Enrollment): Fact[] {
  const { enrollment_date, completion_date, certificate_issued, status, course_id: subject_id } = enrollment;
  const measure = { kind: "course", subject_id, measure: "enrollments" } as const;
  const completed = { completions: 1, certificates: certificate_issued ? 1 : 0 };
  return [
    ...dated("learning", enrollment_date, { enrollments: 1, paid_enrollments: cameByOrder(enrollment) ? 1 : 0 }),
    ...(completion_date ? dated("learning", completion_date, completed) : []),
    ...added(measure, { enrollments: 1, completions: completion_date ? 1 : 0 }),
    ...standing("enrollments", status),
  ];
}

/** Whoever only waited for a seat has no ticket, and wasn't registered. */
export function registrationFacts(registration: Registration): Fact[] {
  const { ticket, registration_date, status, attendance_status, grant, event_id: subject_id } = registration;
  if (ticket === undefined) return [];
  const figures = {
    registrations: 1,
    paid_registrations: grant?.startsWith("order:") ? 1 : 0,
    cancellations: status === "registered" ? 0 : 1,
    attended: attendance_status === "attended" ? 1 : 0,
    no_shows: attendance_status === "no_show" ? 1 : 0,
  };
  return [
    ...dated("events", registration_date, figures),
    ...added({ kind: "event", subject_id, measure: "registrations" }, { registrations: 1, attended: figures.attended }),
  ];
}
