import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { pictureAttribute } from "./picture";

const purposes = [
  ...(["avatar", "course_image", "post_image", "event_image"] as const),
  ...(["lesson_video", "lesson_attachment"] as const),
] as const;

/** Seconds that an upload is kept which nothing uses. */
export const unusedLife = 7 * 24 * 3600;

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
      /** What a picture's variants are, once there are any. */
      picture: pictureAttribute,
      /** Where it is kept once something uses it. */
      key: { type: "string" },
      /** The lesson whose file it is. */
      used_by: { type: "string" },
      created_at: { type: "string", required: true },
      /** Epoch seconds; what nothing uses is forgotten: a picture that is ready by the sweep, with its files. */
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
