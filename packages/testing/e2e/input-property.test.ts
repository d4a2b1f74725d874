import fc from "fast-check";
import type * as z from "zod/mini";
import { bodyLimit, type Endpoint } from "#contract/endpoint";
import { nearlyValid, valid } from "../arbitrary";
import { type Attack, send } from "../attack";
import { type Route, routes } from "../matrix";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { flawsOf } from "../refusal";
import { inSoak } from "../soak";
import { tokensOf } from "../tokens";
import { requestSchema } from "../wire-schema";

// Random requests, valid and nearly so. The schema, asked here about what goes over the wire, says what must happen.

/** For each route. */
const runs = inSoak(40, 8);

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
});
afterAll(() => platform.close());

type Schema = z.ZodMiniType;
type Fields = Record<string, unknown>;

const fieldsFor = (schema: Schema | undefined): fc.Arbitrary<Fields | undefined> => {
  if (!schema) return fc.constant(undefined);
  const wire = requestSchema(schema);
  return fc.oneof(valid(wire) as fc.Arbitrary<Fields>, nearlyValid(wire));
};

interface Sent {
  params: Record<string, string>;
  query: URLSearchParams;
  body: string | undefined;
}

/** As an address can carry it: text, without halves of characters. */
const addressable = (value: unknown): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString();

const texts = (fields: Fields = {}): [string, string][] =>
  Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [[addressable(key), addressable(value)] as [string, string]],
  );

const requestsFor = ({ params, query, body }: Endpoint): fc.Arbitrary<Sent> =>
  fc.tuple(fieldsFor(params), fieldsFor(query), fieldsFor(body)).map(([inPath, asked, content]) => ({
    params: Object.fromEntries(texts(inPath)),
    query: new URLSearchParams(texts(asked)),
    body: content && JSON.stringify(content),
  }));

/** Bytes of an address that API Gateway takes, with room for the headers that count with it. */
const longestAddress = 8000;

/** Whether the request arrives: it isn't too long, and no parameter is missing or makes two segments. */
const arrives = (route: Route, sent: Sent): boolean =>
  [...route.key.matchAll(/\{(\w+)\}/g)].every(([, name = ""]) => /^[^/?]+$/.test(sent.params[name] ?? "")) &&
  (attackOf(route, sent).path ?? "").length < longestAddress &&
  Buffer.byteLength(sent.body ?? "") <= bodyLimit;

/** Of a union, what is wrong with the one alternative that is of the value's type; the union where none is. */
function meant(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const [own] = issue.errors.filter(([first]) => first?.code !== "invalid_type" || first.path.length > 0);
  return own ? own.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) : [issue];
}

function faults(place: string, schema: Schema | undefined, value: unknown): string[] {
  const parsed = schema?.safeParse(value);
  if (!parsed || parsed.success) return [];
  return parsed.error.issues.flatMap(meant).flatMap((issue) => {
    const at = [place, ...issue.path.map(String)].join(".");
    return issue.code === "unrecognized_keys" ? issue.keys.map((key) => `${at}.${key}`) : [at];
  });
}

const named = ({ key }: Route, params: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).filter(([name]) => key.includes(`{${name}}`)));

const expected = (route: Route, { params, query, body }: Sent): string[] => [
  ...faults("path", route.endpoint.params, named(route, params)),
  ...faults("query", route.endpoint.query, Object.fromEntries(query)),
  ...faults("body", route.endpoint.body, body && JSON.parse(body)),
];

function attackOf({ key }: Route, { params, query, body }: Sent): Attack {
  const path = key.split(" ")[1]?.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ""));
  return { name: "random", path: query.size > 0 ? `${path}?${query}` : path, body };
}

/**
 * What the domain refuses in a request that its schema takes: prices without coins, pages out of reach, half a family, two
 * filters at once, questions whose options and key, and coupons whose terms, don't go together.
 */
const ofTheDomain =
  /^(body\.(original_)?price|query\.(page|subject)|body\.ids|body\.questions\b.*|body\.(value|currency|max_discount))$/;

function accepted({
  status,
  body,
}: {
  status: number;
  body: { code?: string; errors?: { path: string }[] };
}): string[] {
  const refused = body.code === "invalid_input" ? (body.errors ?? []).map(({ path }) => path) : [];
  return [
    ...(status < 500 ? [] : [`status ${status} ${body.code}`]),
    ...refused.filter((path) => !ofTheDomain.test(path)),
  ];
}

describe("any request", () => {
  const taking = routes.filter(
    ({ endpoint: { params, query, body, accepts } }) => !accepts && (params || query || body),
  );

  it.each(taking)("to $key is taken or refused as its schema says, and never fails", async (route) => {
    const property = fc.asyncProperty(requestsFor(route.endpoint), async (sent) => {
      fc.pre(arrives(route, sent));
      const { access } = await tokensOf(platform, admin);
      const reply = await send(platform, { ...admin, token: access }, route, attackOf(route, sent));
      const paths = expected(route, sent);
      const refusal = { code: "invalid_input", paths: paths.slice(0, 50) };
      expect(paths.length > 0 ? flawsOf(platform, reply, refusal) : accepted(reply)).toEqual([]);
    });
    await fc.assert(property, { numRuns: runs, seed: 20_261_123 });
  });

  it("comes in both kinds, for every route", () => {
    for (const route of taking) {
      const sent = fc.sample(requestsFor(route.endpoint), { numRuns: 200, seed: 20_261_123 });
      const good = sent.filter((one) => arrives(route, one) && expected(route, one).length === 0);
      expect([route.key, good.length]).not.toEqual([route.key, 0]);
      expect([route.key, sent.length - good.length]).not.toEqual([route.key, 0]);
    }
  });
});
