import { bodyLimit } from "#contract/endpoint";
import { call } from "../api";
import { type Attack, bodyOf, pathOf, send, weaknesses, wrongBody } from "../attack";
import { newCourse } from "../courses";
import { writesOf } from "../effects";
import { wrongs } from "../hostile";
import { forgedCursors, hostileQueries, hostileSegments } from "../hostile-addresses";
import { hostileBodies } from "../hostile-bodies";
import { type Route, routes } from "../matrix";
import { order } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { inSoak } from "../soak";
import { requestSchema } from "../wire-schema";

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
});
afterAll(() => platform.close());

const weak = (route: Route, attacks: Attack[]) => weaknesses(platform, admin, route, attacks);
const demanding = ({ endpoint: { body } }: Route): boolean => body !== undefined && !body.safeParse({}).success;
const routeOf = (key: string): Route => routes.find((route) => route.key === key) as Route;

// Files are another matter: see import.test.ts.
const bodied = routes.filter(({ endpoint }) => endpoint.body && !endpoint.accepts);
const listing = routes.filter(({ endpoint }) => endpoint.errors?.includes("invalid_cursor"));
const functionOf = ({ name }: Route): string => name.replace(/\..*/, "");

/** All in a soak; else one of each function: what all of its routes go through is its own copy of the same code. */
const ofEachFunction = (all: Route[]): Route[] =>
  inSoak(
    all,
    all.filter((route, index) => all.findIndex((one) => functionOf(one) === functionOf(route)) === index),
  );

/** Lists that don't belong to something that would have to be there. */
const general = listing.filter(({ key }) => !key.includes("{"));

describe("a body", () => {
  it.each(bodied)("to $key is refused by the name of every field that is wrong", async (route) => {
    const cases = route.endpoint.body ? wrongs(requestSchema(route.endpoint.body)) : [];
    const attacks = cases.map(wrongBody).filter(({ body }) => Buffer.byteLength(body ?? "") <= bodyLimit);
    expect(await weak(route, attacks)).toEqual([]);
    expect(attacks.length).toBeGreaterThan(5);
  });

  it.each(ofEachFunction(bodied))("to $key is refused when it isn't a JSON object of a decent size", async (route) => {
    expect(await weak(route, hostileBodies)).toEqual([]);
  });

  it.each(bodied.filter(demanding))("to $key is missed when there is none", async (route) => {
    const { required = [] } = route.endpoint.body ? requestSchema(route.endpoint.body) : {};
    const paths = required.map((name) => `body.${name}`);
    const attacks = [
      { name: "{}", body: "{}", code: "invalid_input", paths },
      { name: "the limit, to the byte", body: "{}".padEnd(bodyLimit), code: "invalid_input", paths },
      { name: "nothing", body: "" },
    ];
    expect(await weak(route, attacks)).toEqual([]);
  });

  it.each(bodied.filter(demanding))("to $key counts the last of two keys of one name", async (route) => {
    const [first = ""] = Object.keys(JSON.parse(bodyOf(route) ?? "{}"));
    const body = `${bodyOf(route)?.slice(0, -1)},${JSON.stringify(first)}:{"twice":1}}`;
    expect(await weak(route, [{ name: body, body, code: "invalid_input", paths: [`body.${first}`] }])).toEqual([]);
  });

  it("without a valid signature is no webhook, whatever it is", async () => {
    const attacks = hostileBodies.map((one) => ({ ...one, paths: undefined, code: "invalid_signature" }));
    const signed = ["", "t=1,v1=00", "t=,v1=", "v1=x", "t=NaN,v1=é", "t=99999999999,v1=00"].map((signature) => ({
      name: signature,
      body: '{"id":"evt_1"}',
      headers: { "stripe-signature": Buffer.from(signature).toString("latin1") },
      code: "invalid_signature",
    }));
    expect(await weak(routeOf("POST /api/webhooks/stripe"), [...attacks, ...signed])).toEqual([]);
  });
});

describe("a path", () => {
  const parameters = routes.filter(({ endpoint }) => endpoint.params);

  it.each(ofEachFunction(parameters))("of $key is refused when it names nothing", async (route) => {
    const [, pattern = ""] = route.key.split(" ");
    const attacks = hostileSegments.map((segment) => ({
      name: segment.slice(0, 40),
      path: pattern.replace(/\{\w+\}/, segment),
      body: bodyOf(route),
    }));
    expect(await weak(route, attacks)).toEqual([]);
  });

  it.each(parameters)("of $key may be named like what every object has", async (route) => {
    const attacks = ["__proto__", "constructor", "toString"].map((name) => ({
      name,
      path: route.key.split(" ")[1]?.replace(/\{\w+\}/, name),
      body: bodyOf(route),
    }));
    expect(await weak(route, attacks)).toEqual([]);
  });
});

describe("a query", () => {
  it.each(listing)("of $key is refused by the name of the parameter at fault", async (route) => {
    const attacks = hostileQueries.map(({ query, at }) => ({
      name: query.slice(0, 40),
      path: `${pathOf(route)}?${query}`,
      code: "invalid_input",
      paths: [at],
    }));
    expect(await weak(route, attacks)).toEqual([]);
  });

  it.each(listing)("of $key tells every fault at once", async (route) => {
    const path = `${pathOf(route)}?limit=0&page=-1&cursor=&nobody=1`;
    const paths = ["query.limit", "query.page", "query.cursor", "query.nobody"];
    expect(await weak(route, [{ name: path, path, code: "invalid_input", paths }])).toEqual([]);
  });

  it.each(general)("of $key reaches no further than its first 1,000 rows by page", async (route) => {
    const path = `${pathOf(route)}?limit=100&page=11`;
    expect(await weak(route, [{ name: path, path, code: "invalid_input", paths: ["query.page"] }])).toEqual([]);
  });

  it.each(general)("of $key takes no cursor that nobody was given", async (route) => {
    const attacks = forgedCursors.map((cursor) => ({
      name: cursor.slice(0, 40),
      path: `${pathOf(route)}?cursor=${cursor}`,
      code: "invalid_cursor",
    }));
    expect(await weak(route, attacks)).toEqual([]);
  });

  it("takes a cursor as it was given, and no other way", async () => {
    for (const title of ["One", "Two", "Three"]) {
      await order(platform, admin, await newCourse(platform, admin, { title }));
    }
    await platform.settled();
    const route = routeOf("GET /api/orders");
    const { body } = await call(platform, "GET /api/orders?limit=1", { token: admin.token });
    const given: string = body.nextCursor;
    const at = (path: string) => ({ name: path.slice(0, 200), path, code: "invalid_cursor" });
    const changed = Array.from(given, (letter, index) => {
      return `${given.slice(0, index)}${letter === "A" ? "B" : "A"}${given.slice(index + 1)}`;
    });
    const others = [
      `${given}.`,
      `${given}.x`,
      `${given}=`,
      `${given}A`,
      `%20${given}`,
      given.slice(0, -1),
      `${given},`,
    ];
    const attacks = [...changed, ...others].map((cursor) => at(`/api/orders?limit=1&cursor=${cursor}`));
    const elsewhere = ["/api/orders?status=pending", "/api/orders/my-orders?limit=1", "/api/courses?limit=1"];
    const misplaced = elsewhere.map((path) => at(`${path}&cursor=${given}`));
    expect(await weak(route, [...attacks, ...misplaced])).toEqual([]);
    const next = await call(platform, `GET /api/orders?limit=1&cursor=${given}`, { token: admin.token });
    expect(next.body.orders).toHaveLength(1);
  });
});

describe("an Idempotency-Key", () => {
  it.each(routes.filter(({ endpoint }) => endpoint.idempotent))(
    "of $key is 1 to 255 printable letters",
    async (route) => {
      const attacks = ["", "a b", "a".repeat(256), "é", "\t"].map((key) => ({
        name: key.slice(0, 40),
        body: bodyOf(route),
        headers: { "idempotency-key": key },
        code: "invalid_input",
        paths: ["headers.idempotency-key"],
      }));
      expect(await weak(route, attacks)).toEqual([]);
    },
  );
});

describe("what these tests rest on", () => {
  it("is that a request which writes is seen to write", async () => {
    const route = routeOf("PUT /api/auth/profile");
    const reply = await send(platform, admin, route, { name: "good", body: '{"bio":"Something new"}' });
    expect([reply.status, writesOf(platform, reply)]).toEqual([200, ["dynamodb:UpdateItem"]]);
  });
});
