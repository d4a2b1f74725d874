import { queryOf } from "#contract/csv";
import type { Endpoint } from "#contract/endpoint";
import type { JsonSchema, Schemas } from "./schemas";

/** What the parameters mean that several operations take. */
const meanings: Record<string, string> = {
  limit: "Rows per page",
  page: "Page number, for the first 1,000 rows; `cursor` reaches any depth",
  cursor: "`nextCursor` of the page before, with the other parameters unchanged",
  id: "Id or, for what has one, slug",
  format: "`csv`: the whole list as a file, in parts of some thousand rows; a `Link` header leads to the next",
  dry_run: "Checks every line and writes nothing",
};

function fieldsOf(schema: JsonSchema): [string, JsonSchema][] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [name, typeof field === "object" ? field : {}]);
}

function described(name: string, schema: JsonSchema) {
  const description = meanings[name];
  return { ...(description ? { description } : {}), schema };
}

function pathParameters({ params }: Endpoint, schemas: Schemas) {
  if (!params) return [];
  const fields = fieldsOf(schemas.of(params, "parameter"));
  return fields.map(([name, schema]) => ({ name, in: "path", required: true, ...described(name, schema) }));
}

function queryParameters(endpoint: Endpoint, schemas: Schemas) {
  const query = queryOf(endpoint);
  if (!query) return [];
  const required = new Set(schemas.of(query, "body").required);
  return fieldsOf(schemas.of(query, "parameter")).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.has(name),
    ...described(name, schema),
  }));
}

/** Path, query and header parameters of an endpoint. */
export function parametersOf(endpoint: Endpoint, schemas: Schemas) {
  return [
    ...pathParameters(endpoint, schemas),
    ...queryParameters(endpoint, schemas),
    ...(endpoint.idempotent ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ...(endpoint.cache ? [{ $ref: "#/components/parameters/IfNoneMatch" }] : []),
  ];
}

/** The body that an endpoint takes; a signed one is its sender's to describe. */
export function bodyOf({ body, access, accepts }: Endpoint, schemas: Schemas) {
  const json = (schema: JsonSchema) => ({ content: { "application/json": { schema } } });
  if (access === "signature")
    return { description: "The event as its sender documents it", required: true, ...json({ type: "object" }) };
  if (!body) return undefined;
  if (accepts) return { required: true, content: { [accepts]: { schema: schemas.of(body, "body") } } };
  return { required: !body.safeParse({}).success, ...json(schemas.of(body, "body")) };
}
