import * as z from "zod/mini";
import { group } from "./endpoint";
import { id } from "./fields";
import { newUpload, picturePurpose, upload, uploadForm } from "./upload";

export const uploads = group("uploads", {
  summary: "Files on their way in, and public pictures",
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
      summary: "What has become of an upload of yours; a file that has come is looked at now",
      params: z.strictObject({ id: id("upl") }),
      returns: z.object({ upload }),
      errors: ["upload_not_found"],
    },
    picture: {
      method: "GET",
      path: "/uploads/media/{purpose}/{id}/{picture}",
      access: "public",
      summary: "Leads to a public picture; its address stays, where it leads changes",
      params: z.strictObject({
        purpose: picturePurpose,
        id: id("upl"),
        picture: z
          .string()
          .check(z.maxLength(100), z.regex(/^[a-z0-9-]+\.(jpg|png|webp)$/, "must be a picture's name")),
      }),
      status: 302,
    },
  },
});
