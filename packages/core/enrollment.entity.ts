import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/**
 * A learner's place in a course. `grants` says what it rests on: `free`, `admin`, `order:<id>`; access is their union.
 * It lasts while the status isn't `cancelled`: the last grant was taken away, or the learner left. The row stays then,
 * with progress and history, and a return finds it again.
 */
export const Enrollments = new Entity(
  {
    model: { service: "iq", entity: "enrollment", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      course_id: { type: "string", required: true },
      /** The latest order that paid for it. */
      order_id: { type: "string" },
      /** Absent when there is none: DynamoDB has no empty set. */
      grants: { type: "set", items: "string" },
      enrollment_date: { type: "string", required: true },
      /** When the present stay began: later than `enrollment_date` for those who came back. */
      since: { type: "string", required: true },
      completion_date: { type: "string" },
      progress_percentage: { type: "number", required: true },
      status: { type: ["active", "completed", "cancelled"] as const, required: true },
      certificate_issued: { type: "boolean", required: true },
      /** Of its certificate, which it has once and for good: see certificate.ts. */
      certificate_code: { type: "string" },
      /** What happened to it, oldest first. */
      history: {
        type: "list",
        items: {
          type: "map",
          properties: {
            at: { type: "string", required: true },
            event: { type: ["enrolled", "granted", "revoked", "left", "returned"] as const, required: true },
            grant: { type: "string" },
          },
        },
        required: true,
      },
      /** Counts the changes of grants and status: one is refused when another came between its reading and its writing. */
      revision: { type: "number", required: true },
      /** Snapshots for the mail that follows. */
      course_title: { type: "string", required: true },
      user_name: { type: "string", required: true },
      user_email: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: ["course_id"], template: "enrollment#${course_id}", casing: "none" },
      },
      latest: {
        index: "gsi1",
        condition: ({ status }) => status !== "cancelled",
        pk: { field: "gsi1pk", composite: ["user_id"], template: "enrolled#${user_id}", casing: "none" },
        sk: {
          field: "gsi1sk",
          composite: ["enrollment_date", "course_id"],
          template: "${enrollment_date}#${course_id}",
          casing: "none",
        },
      },
      ofCourse: {
        index: "gsi2",
        condition: ({ status }) => status !== "cancelled",
        pk: { field: "gsi2pk", composite: ["course_id"], template: "learners#${course_id}", casing: "none" },
        sk: {
          field: "gsi2sk",
          composite: ["enrollment_date", "user_id"],
          template: "${enrollment_date}#${user_id}",
          casing: "none",
        },
      },
    },
  },
  store,
);
export type Enrollment = EntityItem<typeof Enrollments>;

/** Whether it opens the course. */
export const givesAccess = ({ status }: Pick<Enrollment, "status">): boolean => status !== "cancelled";
