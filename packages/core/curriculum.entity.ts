import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import type { LessonKind } from "#contract/lesson";
import type { FileType } from "#contract/upload";
import { wanted } from "./batch";

/** A lesson in the order of things: all but its content. */
export interface PlannedLesson {
  id: string;
  title: string;
  kind: LessonKind;
  preview: boolean;
  duration_seconds: number;
  /** Days after the enrollment on which it opens. */
  drip_days?: number;
  /** What its row holds, for its author's overview. */
  has_body: boolean;
  has_video_url: boolean;
  has_media: boolean;
  file_name?: string;
}

export interface Section {
  id: string;
  title: string;
  lessons: PlannedLesson[];
}

/** The whole order of a course in one item, so that each edit of it is one conditional write. */
export const Curricula = new Entity(
  {
    model: { service: "iq", entity: "curriculum", version: "1" },
    attributes: {
      course_id: { type: "string", required: true },
      sections: { type: CustomAttributeType<Section[]>("any"), required: true },
      /** Counts the edits: one is refused when another came between its reading and its writing. */
      revision: { type: "number", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["course_id"], template: "course#${course_id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "curriculum", casing: "none" },
      },
    },
  },
  store,
);
export type Curriculum = EntityItem<typeof Curricula>;

/** What a lesson teaches: paid for, and read only by those who may. */
export const Lessons = new Entity(
  {
    model: { service: "iq", entity: "lesson", version: "1" },
    attributes: {
      course_id: { type: "string", required: true },
      id: { type: "string", required: true },
      /** Sanitised HTML. */
      body: { type: "string" },
      video_url: { type: "string" },
      /** The file: where it is kept, what it is, and what its author called it. */
      media_key: { type: "string" },
      media_type: { type: CustomAttributeType<FileType>("string") },
      file_name: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["course_id"], template: "course#${course_id}", casing: "none" },
        sk: { field: "sk", composite: ["id"], template: "lesson#${id}", casing: "none" },
      },
    },
  },
  store,
);
export type LessonContent = EntityItem<typeof Lessons>;

export const curriculumOf = (course_id: string) =>
  wanted(Curricula.get({ course_id }).params(), (Item) => Curricula.parse({ Item }));

export const contentOf = (course_id: string, id: string) =>
  wanted(Lessons.get({ course_id, id }).params(), (Item) => Lessons.parse({ Item }));
