import { type FailureCode, failures } from "#contract/failure";
import { securitySchemes } from "./access";
import { caching, headers, headersNamed } from "./headers";
import { operations } from "./operations";
import { problemExample, problemSchema } from "./problem";
import { refusalResponses } from "./refusals";
import type { Schemas } from "./schemas";

const parameters = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description: "Printable ASCII of your own making: within 24 h the same key and body get the same answer",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    required: false,
    description: "ETag of a copy: answered 304 while it is still right",
    schema: { type: "string" },
  },
};

const notModified = { description: "Your copy is still right", ...headersNamed(...caching) };

const isCode = (name: string): name is FailureCode => name in failures;

function examples() {
  const codes = Object.keys(failures).filter(isCode);
  return Object.fromEntries(codes.map((code) => [code, problemExample(code)]));
}

/** What the operations refer to. Called last: by then `schemas` knows what that is. */
export const componentsOf = (schemas: Schemas) => ({
  schemas: { Problem: problemSchema, ...schemas.shared() },
  responses: { NotModified: notModified, ...refusalResponses(operations) },
  parameters,
  headers,
  examples: examples(),
  securitySchemes,
});
