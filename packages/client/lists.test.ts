import { createClient } from "./client";
import { type FakeApi, startApi } from "./fixture/api";
import * as courses from "./generated/courses";
import * as users from "./generated/users";
import { csv, pages, rows } from "./lists";

let api: FakeApi;

/** Three pages of two rows each. */
beforeEach(async () => {
  api = await startApi(({ url }) => {
    const page = Number(new URL(url, "http://x").searchParams.get("cursor") ?? 1);
    const found = [{ title: `${page}a` }, { title: `${page}b` }];
    return { json: { courses: found, total: 6, nextCursor: page < 3 ? String(page + 1) : null } };
  });
});

afterEach(() => api.stop());

test("rows come from every page, in order, under the same query", async () => {
  const titles: string[] = [];
  const client = createClient({ baseUrl: api.baseUrl });
  for await (const { title } of rows(courses.list, client, { query: { level: "beginner" } })) titles.push(title);
  expect(titles).toEqual(["1a", "1b", "2a", "2b", "3a", "3b"]);
  expect(api.arrived.map(({ url }) => url)).toEqual([
    "/api/courses?level=beginner",
    "/api/courses?level=beginner&cursor=2",
    "/api/courses?level=beginner&cursor=3",
  ]);
});

test("whoever stops early asks for no further page", async () => {
  for await (const { title } of rows(courses.list, createClient({ baseUrl: api.baseUrl }))) if (title === "1b") break;
  expect(api.arrived).toHaveLength(1);
});

test("pages begin where the input says", async () => {
  const totals: number[] = [];
  const listing = pages(courses.list, createClient({ baseUrl: api.baseUrl }), { query: { cursor: "2" } });
  for await (const { total, courses: found } of listing) totals.push(total + found.length);
  expect(totals).toEqual([8, 8]);
});

test("a list as CSV comes part by part, as the links lead", async () => {
  const parts = await startApi((_, count) => ({
    headers: {
      "content-type": "text/csv",
      ...(count < 3 ? { link: `</api/users?role=admin&format=csv&cursor=c%2B${count}>; rel="next"` } : {}),
    },
    text: `part ${count}\r\n`,
  }));
  const client = createClient({ baseUrl: parts.baseUrl });
  await client.tokens.write({ token: "t", refreshToken: "r" });
  let file = "";
  for await (const part of csv(users.list, client, { query: { role: "admin" } })) file += part;
  expect(file).toBe("part 1\r\npart 2\r\npart 3\r\n");
  expect(parts.arrived.map(({ url }) => url)).toEqual([
    "/api/users?role=admin&format=csv",
    "/api/users?role=admin&cursor=c%2B1&format=csv",
    "/api/users?role=admin&cursor=c%2B2&format=csv",
  ]);
  await parts.stop();
});

test("a file is sent as it is", async () => {
  const client = createClient({ baseUrl: api.baseUrl });
  await client.tokens.write({ token: "t", refreshToken: "r" });
  // The stand-in reads JSON, which this happens to be as well.
  await users.importFile(client, { body: '"name,email"' });
  expect(api.arrived.at(-1)).toMatchObject({ body: "name,email", headers: { "content-type": "text/csv" } });
});
