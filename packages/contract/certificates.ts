import * as z from "zod/mini";
import { certificate } from "./certificate";
import { group } from "./endpoint";
import { reference } from "./fields";

export const certificates = group("certificates", {
  summary: "Certificates of completion, and whether they are real",
  needs: {
    table: ["GetItem", "BatchGetItem"],
    settings: ["FRONTEND_URL"],
    // Setting a page of type is arithmetic: at the usual size it would take seconds.
    memory: 1024,
  },
  endpoints: {
    ofCourse: {
      method: "GET",
      path: "/courses/{id}/certificate",
      access: "user",
      summary: "Your certificate of a completed course, as a PDF",
      params: z.strictObject({ id: reference }),
      errors: ["course_not_found", "not_enrolled", "email_unverified", "course_incomplete", "certificate_not_found"],
    },
    byCode: {
      method: "GET",
      path: "/certificates/{code}",
      access: "public",
      summary: "Whether a certificate is real and valid; its code in any case, with or without dashes",
      params: z.strictObject({ code: reference }),
      returns: z.object({ certificate }),
      errors: ["certificate_not_found"],
      cache: 60,
    },
  },
});
