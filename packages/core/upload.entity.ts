import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

const purposes = [
  ...(["avatar", "course_image", "post_image", "event_image"] as const),
  ...(["lesson_video", "lesson_attachment"] as const),
] as const;

/** A file that somebody has announced, and what has become of it. */
export const Uploads = new Entity(
  {
    model: { service: "iq", entity: "upload", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      user_id: { type: "string", required: true },
      purpose: { type: purposes, required: true },
      content_type: { type: "string", required: true },
      size: { type: "number", required: true },
      file_name: { type: "string" },
      state: { type: ["pending", "processing", "ready", "rejected"] as const, required: true },
      reason: { type: "string" },
      /** Of the content that was looked at. */
      etag: { type: "string" },
      /** Where it is kept once something uses it. */
      key: { type: "string" },
      /** The lesson whose file it is. */
      used_by: { type: "string" },
      created_at: { type: "string", required: true },
      /** Epoch seconds; what nothing uses is forgotten. */
      ttl: { type: "number" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "upload#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "upload", casing: "none" },
      },
    },
  },
  store,
);
export type Upload = EntityItem<typeof Uploads>;
