import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { wanted } from "./batch";

/**
 * How far a learner has come in a course. It outlives the enrollment: whoever enrolls again finds it. Only lessons of
 * the present curriculum are kept, so that it doesn't grow without end.
 */
export const ProgressRows = new Entity(
  {
    model: { service: "iq", entity: "progress", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      course_id: { type: "string", required: true },
      /** Lesson → when it was completed, first. */
      completed: { type: CustomAttributeType<Record<string, string>>("any"), required: true },
      /** Lesson → seconds into it. */
      positions: { type: CustomAttributeType<Record<string, number>>("any"), required: true },
      /** The lesson that was touched last. */
      latest: { type: "string" },
      /** Changes with each write: a write is refused when another came between its reading and its writing. */
      stamp: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: ["course_id"], template: "progress#${course_id}", casing: "none" },
      },
    },
  },
  store,
);
export type Progress = EntityItem<typeof ProgressRows>;

export const progressOf = (course_id: string, user_id: string) =>
  wanted(ProgressRows.get({ user_id, course_id }).params(), (Item) => ProgressRows.parse({ Item }));
