import * as z from "zod/mini";
import { group } from "./endpoint";

export const meta = group("meta", {
  summary: "About the API itself",
  needs: {},
  endpoints: {
    health: {
      method: "GET",
      path: "/health",
      aliases: ["/health"],
      access: "public",
      summary: "Whether the API answers",
      returns: z.object({ status: z.literal("ok"), version: z.string(), time: z.string() }),
    },
    openapi: {
      method: "GET",
      path: "/openapi.json",
      aliases: ["/openapi.json"],
      access: "public",
      summary: "This API as an OpenAPI 3.1 document",
      cache: 300,
    },
    docs: {
      method: "GET",
      path: "/docs",
      aliases: ["/docs"],
      access: "public",
      summary: "The API reference, to read and to try",
      cache: 300,
    },
    docsFile: {
      method: "GET",
      path: "/docs/{file}",
      aliases: ["/docs/{file}"],
      access: "public",
      summary: "A file of the API reference page",
      params: z.strictObject({ file: z.string().check(z.maxLength(64), z.regex(/^[a-z0-9-]+\.(js|css|png|map)$/)) }),
      errors: ["not_found"],
      cache: 86_400,
    },
  },
});
