import * as z from "zod/mini";
import { group } from "./endpoint";
import { id } from "./fields";
import { newUpload, upload, uploadForm } from "./upload";

export const uploads = group("uploads", {
  summary: "Files on their way in",
  needs: {
    table: ["GetItem", "PutItem", "UpdateItem"],
    media: ["receive", "look", "show"],
    pictures: true,
  },
  endpoints: {
    create: {
      method: "POST",
      path: "/uploads",
      access: "user",
      summary: "Announce a file; the answer's form takes exactly that, straight into storage, within ten minutes",
      body: newUpload,
      status: 201,
      returns: z.object({ message: z.string(), upload: uploadForm }),
      errors: ["forbidden", "rate_limited"],
    },
    byId: {
      method: "GET",
      path: "/uploads/{id}",
      access: "user",
      summary: "What has become of an upload of yours, and the sizes of a picture once it is ready",
      params: z.strictObject({ id: id("upl") }),
      returns: z.object({ upload }),
      errors: ["upload_not_found"],
    },
  },
});
