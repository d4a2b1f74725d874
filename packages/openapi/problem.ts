import { type FailureCode, failures, problemType } from "#contract/failure";

/** RFC 9457 with our own members; `errors` comes with invalid_input. */
export const problemSchema = {
  type: "object",
  description: "Why a request was refused (RFC 9457). `code` is stable: decide by it, show `message`.",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string", description: "The code in words, the same each time" },
    status: { type: "integer", minimum: 400, maximum: 599 },
    detail: { type: "string", description: "What happened this time" },
    instance: { type: "string", description: "The path that was asked for" },
    message: { type: "string", description: "The same as detail" },
    code: { type: "string", enum: Object.keys(failures) },
    requestId: { type: "string", description: "Names this request in our logs" },
    errors: {
      type: "array",
      description: "Every fault of the input",
      items: {
        type: "object",
        properties: {
          path: { type: "string", examples: ["body.price", "query.limit"] },
          message: { type: "string" },
        },
        required: ["path", "message"],
      },
    },
  },
  required: ["type", "title", "status", "detail", "instance", "message", "code", "requestId"],
};

/** What a refusal with this code looks like. */
export function problemExample(code: FailureCode) {
  const { status, title } = failures[code];
  const about = { type: problemType(code), title, status, detail: title, instance: "/api/…" };
  const errors = code === "invalid_input" ? { errors: [{ path: "body.name", message: "must not be empty" }] } : {};
  return { summary: title, value: { ...about, message: title, code, requestId: "JKJaXmPLvHcESHA=", ...errors } };
}
