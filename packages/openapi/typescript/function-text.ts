import { admitted, failuresOf } from "#contract/endpoint";
import { callers } from "../access";
import type { Operation } from "../operations";
import type { JsonSchema, Schemas } from "../schemas";
import { declaration, namesIn } from "./type-text";

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** After these, the session is over. */
const endings = new Set(["auth.logout"]);

/** A query as the client gives it: numbers as numbers, and what has a default may be left out. */
function querySchema(operation: Operation, schemas: Schemas): JsonSchema | undefined {
  const { query } = operation.endpoint;
  return query && { ...schemas.of(query, "parameter"), required: schemas.of(query, "body").required ?? [] };
}

function inputSchema(operation: Operation, schemas: Schemas): JsonSchema | undefined {
  const { params, body } = operation.endpoint;
  const parts = {
    params: params && schemas.of(params, "parameter"),
    query: querySchema(operation, schemas),
    body: body && schemas.of(body, "body"),
  };
  const present = Object.entries(parts).flatMap(([name, part]) => (part ? [[name, part] as const] : []));
  if (present.length === 0) return undefined;
  const optional = (name: string, part: JsonSchema) =>
    name === "body" ? body?.safeParse({}).success === true : (part.required ?? []).length === 0;
  const required = present.filter(([name, part]) => !optional(name, part)).map(([name]) => name);
  return { type: "object", properties: Object.fromEntries(present), required };
}

/** Whether tokens come with it, in one of its shapes at least. */
const beginsSession = (answer: JsonSchema | undefined): boolean =>
  (answer?.properties?.token !== undefined && answer.properties.refreshToken !== undefined) ||
  (answer?.anyOf ?? []).some((shape) => typeof shape === "object" && beginsSession(shape));

function routeText({ id, path, endpoint }: Operation, answer: JsonSchema | undefined): string {
  const session = endings.has(id) ? "ends" : beginsSession(answer) ? "begins" : undefined;
  const facts = {
    method: endpoint.method,
    path,
    ...(admitted[endpoint.access] ? { token: true } : {}),
    ...(endpoint.idempotent ? { idempotent: true } : {}),
    ...(endpoint.accepts ? { accepts: endpoint.accepts } : {}),
    ...(session ? { session } : {}),
  };
  const fields = Object.entries(facts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `{ ${fields.join(", ")} }`;
}

function docText({ path, endpoint }: Operation): string {
  const codes = failuresOf(endpoint).sort().join(", ");
  const lines = [`${endpoint.summary}.`, "", `\`${endpoint.method} ${path}\` ${callers[endpoint.access]}`];
  return ["/**", ...[...lines, "", `@throws ApiError ${codes}`].map((line) => ` * ${line}`.trimEnd()), " */"].join(
    "\n",
  );
}

/** The types and the function of one operation, and the shared types that they name. */
export function functionText(operation: Operation, schemas: Schemas): { text: string; names: string[] } {
  const { name, endpoint } = operation;
  const input = inputSchema(operation, schemas);
  const answer = endpoint.returns && schemas.of(endpoint.returns, "answer");
  const [inputName, answerName] = [`${capital(name)}Input`, `${capital(name)}Answer`];
  const given = input && `input: ${inputName}${(input.required ?? []).length === 0 ? " = {}" : ""}`;
  const parameters = ["client: Client", ...(given ? [given] : []), "options?: CallOptions"].join(", ");
  const types = [
    ...(input ? [declaration(inputName, input)] : []),
    ...(answer ? [declaration(answerName, answer)] : []),
  ];
  const code = [
    docText(operation),
    `export function ${name}(${parameters}): Promise<${answer ? answerName : "Response"}> {`,
    `  return client.${answer ? "call" : "send"}(${routeText(operation, answer)}, ${input ? "input" : "{}"}, options);`,
    "}\n",
  ];
  const names = [input, answer].flatMap((schema) => (schema ? namesIn(schema) : []));
  return { text: [...types, code.join("\n")].join("\n"), names };
}
