import { createClient } from "./client";
import { type FakeApi, startApi } from "./fixture/api";
import * as courses from "./generated/courses";
import { pages, rows } from "./lists";

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
