import type { Content } from "#local/dynamodb/memory-level";
import type { Answer } from "./answer";
import { loadProduct, type Product } from "./product";
import { World } from "./world";

/** When histories begin; milliseconds since the epoch. */
export const beginning = Date.parse("2026-03-02T06:00:00Z");

const day = 24 * 3_600_000;

export const admin = "usr-admin";
export const buyers = ["usr-ann", "usr-bob", "usr-cem", "usr-dee"] as const;

/** Percent off by coupons, and how often they are good: in all, and for one person. */
const coupons = [
  { code: "ONCE", value: 10, max_uses: 3, max_uses_per_user: 1 },
  { code: "SCARCE", value: 25, max_uses: 1 },
  { code: "GIFT", value: 100, max_uses: 2 },
];
export const codes = coupons.map(({ code }) => code);

/** What there is to buy, and the table in which it lies. */
export interface Stock {
  content: Content;
  course: string;
  event: string;
}

async function enroll({ Users }: Product): Promise<void> {
  const at = new Date(beginning - 2 * day).toISOString();
  for (const id of [admin, ...buyers]) {
    const name = id.slice("usr-".length);
    const role = id === admin ? ("admin" as const) : ("student" as const);
    await Users.create({
      ...{ id, name, email: `${name}@example.com`, role, status: "active", created_at: at, updated_at: at },
      ...{ email_verified: true, phone_verified: false },
    }).go();
  }
}

/** Lets what is under way come to its end, with nothing going wrong. */
async function calm({ turns }: World): Promise<void> {
  for (let [next] = turns.parked; next; [next] = turns.parked) await turns.release(next, "none");
}

type Group = "courses" | "events" | "coupons";

/** Something that an admin does. */
async function done(world: World, group: Group, route: string, body: object, id?: string): Promise<string> {
  let answer: Answer;
  const params = id === undefined ? undefined : { id };
  await world.lambda.request(group, { route, by: admin, body, params }, (given) => {
    answer = given;
  });
  await calm(world);
  const { status, body: told } = answer ?? { status: 0, body: {} };
  if (status < 200 || status >= 300) throw new Error(`${route} answered ${status} ${JSON.stringify(told)}`);
  const { course, event } = told as Record<string, { id?: string } | undefined>;
  return course?.id ?? event?.id ?? "";
}

async function build(capacity: number): Promise<Stock> {
  const product = await loadProduct();
  const world = await World.open({ seed: capacity, at: beginning - day });
  try {
    await enroll(product);
    const course = await done(world, "courses", "POST /api/courses", { title: "A course", price: 1499 });
    await done(world, "courses", "PUT /api/courses/{id}/status", { status: "published" }, course);
    const when = { date: "2026-04-20", time: "10:00", timezone: "UTC", duration: 60 };
    const event = await done(world, "events", "POST /api/events", { title: "An event", price: 500, capacity, ...when });
    await done(world, "events", "PUT /api/events/{id}/status", { status: "published" }, event);
    for (const coupon of coupons) await done(world, "coupons", "POST /api/coupons", { kind: "percent", ...coupon });
    for (const consumer of world.lambda.consumers) while (await world.lambda.consume(consumer)) await calm(world);
    return { content: still(world.content()), course, event };
  } finally {
    await world.close();
    for (const id of [admin, ...buyers]) product.forgetStanding(id);
  }
}

/** Without what was told and is done: consumers begin with what comes. */
const still = (content: Content): Content =>
  new Map([...content].filter(([key]) => !key.startsWith("stream~") && !key.startsWith("token~")));

const stocks = new Map<number, Promise<Stock>>();

/** A course, an event with so many seats, coupons, and people who may want them. */
export function stockWith(capacity: number): Promise<Stock> {
  const found = stocks.get(capacity) ?? build(capacity);
  stocks.set(capacity, found);
  return found;
}
