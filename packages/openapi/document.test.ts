import { readdirSync } from "node:fs";
import { join } from "node:path";
import { failuresOf, routeKeys } from "#contract/endpoint";
import { failures } from "#contract/failure";
import { openapiDocument } from "./document";
import { schemaFaults } from "./fixture/schema-faults";
import { isObject, resolve, walk } from "./fixture/walk";
import { isNoun, nouns } from "./nouns";
import { operations } from "./operations";

const document: unknown = JSON.parse(JSON.stringify(openapiDocument()));

/** The value at a path of keys, through references; an empty object where there is none. */
function at(start: unknown, ...keys: (string | number)[]): Record<string, unknown> {
  const followed = (value: unknown) =>
    isObject(value) && typeof value.$ref === "string" ? resolve(document, value.$ref) : value;
  const end = keys.reduce<unknown>((value, key) => {
    const here = followed(value);
    return isObject(here) ? here[key] : undefined;
  }, start);
  const found = followed(end);
  return isObject(found) ? found : {};
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const operationAt = ({ path, endpoint }: (typeof operations)[number]) =>
  at(document, "paths", path, endpoint.method.toLowerCase());

const named = (name: string) => {
  const found = operations.find(({ id }) => id === name);
  if (!found) throw new Error(`no operation ${name}`);
  return operationAt(found);
};

const parameters = (operation: Record<string, unknown>) => list(operation.parameters).map((one) => at(one));

describe("the document", () => {
  test("is OpenAPI 3.1 at whatever address it is asked for", () => {
    expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: "/" }], info: { title: "Insta iQ API" } });
  });

  test("is the same each time", () => {
    expect(JSON.stringify(openapiDocument())).toBe(JSON.stringify(document));
  });

  test("holds no more and no fewer operations than the contract", () => {
    const paths = Object.entries(at(document, "paths"));
    const written = paths.flatMap(([path, methods]) =>
      Object.keys(at(methods)).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    expect(written.sort()).toEqual(operations.map(({ endpoint }) => routeKeys(endpoint)[0]).sort());
  });

  test("names each operation once, under a tag that it describes", () => {
    const ids = operations.map((operation) => operationAt(operation).operationId);
    const tags = list(at(document).tags).map((tag) => at(tag).name);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(operations.map(({ id }) => id));
    expect(tags).toEqual(expect.arrayContaining(operations.map(({ group }) => group)));
  });

  test("has no reference that leads nowhere, and no component that nothing refers to", () => {
    const references = [...walk(document)].flatMap(({ value }) =>
      isObject(value) && typeof value.$ref === "string" ? [value.$ref] : [],
    );
    const dangling = references.filter((reference) => resolve(document, reference) === undefined);
    const components = ["schemas", "responses", "parameters", "headers"].flatMap((kind) =>
      Object.keys(at(document, "components", kind)).map((name) => `#/components/${kind}/${name}`),
    );
    expect(dangling).toEqual([]);
    expect(components.filter((component) => !references.includes(component))).toEqual([]);
  });

  test("names components only as OpenAPI allows", () => {
    const names = Object.values(at(document, "components")).flatMap((kind) => Object.keys(at(kind)));
    expect(names.filter((name) => !/^[A-Za-z0-9._-]+$/.test(name))).toEqual([]);
  });

  test("holds only well-formed JSON Schemas", () => {
    const nested = [...walk(document)].filter(({ at: place }) => /\/schema$|^#\/components\/schemas\/\w+$/.test(place));
    const faults = nested.flatMap(({ at: place, value }) =>
      schemaFaults(at(value)).map((fault) => `${place} ${fault}`),
    );
    expect(nested.length).toBeGreaterThan(operations.length);
    expect(faults).toEqual([]);
  });

  test("requires only fields that it describes", () => {
    const undescribed = [...walk(document)].flatMap(({ at: place, value }) =>
      isObject(value) && isObject(value.properties)
        ? list(value.required)
            .filter((field) => !(String(field) in at(value.properties)))
            .map((field) => `${place}.${field}`)
        : [],
    );
    expect(undescribed).toEqual([]);
  });
});

describe.each(operations.map((operation) => [operation.id, operation] as const))("%s", (_id, operation) => {
  const { endpoint, path } = operation;
  const written = operationAt(operation);

  test("declares every parameter of its path", () => {
    const inPath = parameters(written).filter((parameter) => parameter.in === "path");
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(inPath.map(({ name }) => name)).toEqual(names);
    expect(inPath.every(({ required }) => required === true)).toBe(true);
  });

  test("documents its success and every failure, each under its status with an example", () => {
    const success = at(written, "responses", endpoint.status ?? 200);
    expect(Object.keys(at(success, "content")).length).toBeGreaterThan(0);
    for (const code of failuresOf(endpoint)) {
      const { status, title } = failures[code];
      const problem = at(written, "responses", status, "content", "application/problem+json");
      const narrowed = list(at(problem, "schema").allOf)[1];
      expect(at(narrowed, "properties", "code").enum).toContain(code);
      expect(at(problem, "examples", code)).toMatchObject({ summary: title, value: { code, status, title } });
    }
  });

  test("asks for what its access asks for", () => {
    const { accessToken, signature } = at(list(written.security)[0]);
    const open = endpoint.access === "public" || endpoint.access === "signature";
    expect(accessToken !== undefined).toBe(!open);
    expect(signature !== undefined).toBe(endpoint.access === "signature");
  });
});

describe("what an operation says", () => {
  test("a text with a pattern has an example that fits it", () => {
    const patterned = [...walk(document)].filter(({ value }) => isObject(value) && typeof value.pattern === "string");
    const unfit = patterned.filter(({ at: place, value }) => {
      // The patterns of an allOf belong to the text that it is part of.
      const owner = place.includes("/allOf/") ? resolve(document, place.replace(/\/allOf\/\d+$/, "")) : value;
      const example = list(at(owner).examples)[0];
      return typeof example !== "string" || !new RegExp(String(at(value).pattern), "u").test(example);
    });
    expect(patterned.length).toBeGreaterThan(10);
    expect(unfit.map(({ at: place }) => place)).toEqual(["#/components/parameters/IdempotencyKey/schema"]);
  });

  test("a number of the query is an integer with its bounds and default", () => {
    const limit = parameters(named("courses.list")).find(({ name }) => name === "limit");
    expect(limit).toMatchObject({
      in: "query",
      required: false,
      schema: { type: "integer", minimum: 1, maximum: 100, default: 10 },
    });
  });

  test("a recurring schema is referred to", () => {
    const returned = at(named("courses.list"), "responses", 200, "content", "application/json").schema;
    expect(returned).toMatchObject({ properties: { courses: { items: { $ref: "#/components/schemas/CourseCard" } } } });
  });

  test("a body refuses fields that it doesn't declare, an answer may gain some", () => {
    expect(at(document, "components", "schemas", "NewCourse").additionalProperties).toBe(false);
    expect(at(document, "components", "schemas", "Course")).not.toHaveProperty("additionalProperties");
  });

  test("a field with a default may be left out of a body and is always in an answer", () => {
    expect(at(document, "components", "schemas", "NewCourse").required).not.toContain("currency");
    expect(at(document, "components", "schemas", "Course").required).toContain("video_url");
  });

  test("a body is only required where some of it is", () => {
    expect(at(named("auth.login"), "requestBody").required).toBe(true);
    expect(at(named("auth.logout"), "requestBody").required).toBe(false);
  });

  test("an idempotent operation takes a key", () => {
    const names = parameters(named("orders.createPayment")).map(({ name }) => name);
    expect(names).toContain("Idempotency-Key");
    expect(parameters(named("courses.create")).map(({ name }) => name)).not.toContain("Idempotency-Key");
  });

  test("a cached operation tells its ETag and answers 304", () => {
    const { responses } = named("courses.bySlug");
    expect(at(responses, 200, "headers")).toHaveProperty("ETag");
    expect(at(responses, 304)).not.toHaveProperty("content");
  });

  test("a throttled operation tells what is left, and when to come again", () => {
    const { responses } = named("auth.login");
    expect(at(responses, 200, "headers")).toHaveProperty("RateLimit-Remaining");
    expect(at(responses, 429, "headers")).toHaveProperty("Retry-After");
  });

  test("roles stand with the access token", () => {
    expect(named("courses.create").security).toEqual([{ accessToken: ["instructor", "admin"] }]);
  });
});

test("every object and enum that a contract file exports has a name", async () => {
  const folder = join(__dirname, "../contract");
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  for (const file of files) {
    const exported: Record<string, unknown> = await import(join(folder, file));
    const nameless = Object.entries(exported).filter(([, value]) => isNoun(value) && !nouns.has(value));
    expect([file, nameless.map(([name]) => name)]).toEqual([file, []]);
  }
});
