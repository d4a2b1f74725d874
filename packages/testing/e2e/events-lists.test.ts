import { call } from "../api";
import { newCategory } from "../categories";
import { callsOf } from "../effects";
import { hoursAhead, newEvent, newEventDraft, setEventStatus } from "../events";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { minute, pass, signedInAgain, sweep } from "../time";

let platform: TestPlatform;
let admin: Person;
let above: { id: string };
let below: { id: string };

const day = 24;

beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
  above = await newCategory(platform, admin, { name: "Talks" });
  below = await newCategory(platform, admin, { name: "Short talks", parent_id: above.id });
  const at = (hours: number) => hoursAhead(platform, hours);
  await newEvent(platform, admin, { title: "Yesterday zebra", ...at(-day), category_id: above.id });
  await newEvent(platform, admin, { title: "Long ago", ...at(-40 * day) });
  await newEvent(platform, admin, { title: "Next month", ...at(30 * day), category_id: above.id, featured: true });
  await newEvent(platform, admin, { title: "Tomorrow zebra", ...at(day), category_id: below.id });
  await newEvent(platform, admin, { title: "Next week", ...at(7 * day), description: "Meet a zebra", featured: true });
  await newEventDraft(platform, admin, { title: "Secret zebra" });
  await platform.settled();
});
afterAll(() => platform.close());

const titles = async (query: string): Promise<[string[], number]> => {
  const { body } = await call(platform, `GET /api/events${query}`);
  return [body.events.map(({ title }: { title: string }) => title), body.total];
};

const next = ["Tomorrow zebra", "Next week", "Next month"];
const past = ["Yesterday zebra", "Long ago"];

it.each<[string, string[]]>([
  ["/upcoming", next],
  ["?when=upcoming", next],
  ["?when=upcoming&sort=date_desc", next.toReversed()],
  ["?when=past", past],
  ["?when=past&sort=date_asc", past.toReversed()],
  ["", [...next.toReversed(), ...past]],
  ["?sort=date_asc", [...past.toReversed(), ...next]],
  ["?featured=true", ["Next month", "Next week"]],
  ["?featured=true&when=past", []],
])("GET /events%s: in order, and with a true total", async (query, expected) => {
  expect(await titles(query)).toEqual([expected, expected.length]);
});

it("of a category, also what stands below it", async () => {
  expect((await titles(`?category=${above.id}`))[0]).toEqual(["Next month", "Tomorrow zebra", "Yesterday zebra"]);
  expect((await titles(`?category=${above.id}&when=upcoming&featured=true`))[0]).toEqual(["Next month"]);
  expect(await titles(`?category=${below.id}`)).toEqual([["Tomorrow zebra"], 1]);
});

it("found by words, among the filtered, by relevance or by date", async () => {
  expect((await titles("?search=zebra"))[1]).toBe(3);
  expect((await titles("?search=zebra"))[0].at(-1)).toBe("Next week");
  expect((await titles("?search=zeb&sort=date_asc"))[0]).toEqual(["Yesterday zebra", "Tomorrow zebra", "Next week"]);
  expect((await titles("?search=zebra&when=upcoming&featured=true"))[0]).toEqual(["Next week"]);
  expect((await titles(`?search=zebra&category=${above.id}&when=past`))[0]).toEqual(["Yesterday zebra"]);
  expect((await titles("?search=secret"))[1]).toBe(0);
});

it("page after page, by number and by cursor, each in one call", async () => {
  const seen: string[] = [];
  let query = "?when=upcoming&limit=1";
  for (const page of [1, 2, 3]) {
    const reply = await call(platform, `GET /api/events${query}`);
    expect(callsOf(platform, reply).filter((name) => name.startsWith("dynamodb"))).toEqual(["dynamodb:Query"]);
    expect(reply.body).toMatchObject({ total: 3, totalPages: 3, currentPage: page });
    seen.push(reply.body.events[0].title);
    query = `?when=upcoming&limit=1&cursor=${encodeURIComponent(reply.body.nextCursor)}`;
  }
  expect(seen).toEqual(next);
  expect((await titles("?when=upcoming&limit=2&page=2"))[0]).toEqual(["Next month"]);
  const { body } = await call(platform, "GET /api/events?when=upcoming&limit=1");
  const other = await call(platform, `GET /api/events?when=past&cursor=${encodeURIComponent(body.nextCursor)}`);
  expect(other.body.code).toBe("invalid_cursor");
});

it("whatever their state, for admins", async () => {
  const all = async (query: string) => {
    const { body } = await call(platform, `GET /api/events/all${query}`, { token: admin.token });
    return body.events.map(({ title }: { title: string }) => title);
  };
  expect(await all("")).toHaveLength(6);
  expect(await all("?status=draft")).toEqual(["Secret zebra"]);
  const csv = await call(platform, "GET /api/events/all?format=csv&status=draft", { token: admin.token });
  expect(csv.body).toContain("Secret zebra");
});

it("follow a category that moves", async () => {
  const elsewhere = await newCategory(platform, admin, { name: "Elsewhere" });
  const body = { parent_id: elsewhere.id };
  await call(platform, `PUT /api/categories/${below.id}`, { token: admin.token, body });
  pass(platform, minute);
  await sweep(platform);
  expect(await titles(`?category=${elsewhere.id}`)).toEqual([["Tomorrow zebra"], 1]);
  expect((await titles(`?category=${above.id}`))[0]).toEqual(["Next month", "Yesterday zebra"]);
  expect((await titles(`?category=${elsewhere.id}&search=zebra`))[1]).toBe(1);
});

it("leave out what is cancelled or taken back to draft, and counters say what they count", async () => {
  const { body } = await call(platform, "GET /api/events/upcoming");
  admin = await signedInAgain(platform, admin);
  await setEventStatus(platform, admin, body.events[0].id, "draft");
  await setEventStatus(platform, admin, body.events[1].id, "cancelled");
  await platform.settled();
  expect(await titles("/upcoming")).toEqual([["Next month"], 1]);
  const { takeCensus } = await import("#core/census");
  expect(await takeCensus()).toEqual([]);
});
