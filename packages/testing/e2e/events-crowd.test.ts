import { randomUUID } from "node:crypto";
import { call, type Reply } from "../api";
import { newEvent, orderSeat, registerFor, seatsOf } from "../events";
import { violations } from "../invariants";
import { pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { inSoak } from "../soak";
import { minute, pass, sweep } from "../time";
import { delivered } from "../webhook";

const crowd = inSoak(1000, 30);
const seats = 10;
/** Requests under way at once. */
const abreast = 50;
/** People made at once, by this process alone. */
const madeAbreast = 4;

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
});
afterAll(() => platform.close());

/** Does something with each, so many at once. */
async function withEach<One, Result>(
  all: One[],
  atOnce: number,
  act: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = all.entries();
  const worker = async () => {
    for (const [index, one] of queue) results[index] = await act(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

type Guest = Pick<Person, "id" | "token">;

/** Somebody whose row and account are written past the API: registering a thousand would take most of the time. */
async function newGuest(): Promise<Guest> {
  const { newStranger, tokensOf } = await import("../tokens");
  const { outputOf } = await import("#local/platform");
  const { Users } = await import("#core/user.entity");
  const email = `${randomUUID().slice(0, 13)}@example.com`;
  await newStranger(platform, outputOf(platform.cloud, "UserPoolId"), email);
  const { access } = await tokensOf(platform, { email });
  const claims = JSON.parse(Buffer.from(access.split(".")[1] ?? "", "base64url").toString());
  const at = new Date(Date.now() + platform.ahead).toISOString();
  const flags = { role: "student", status: "pending", phone_verified: false, email_verified: true } as const;
  // Who is said to be deleted is in no list, and who was invited gets no welcome: a thousand of either take too long.
  const unlisted = { deleted_at: at };
  await Users.put({ id: claims.sub, name: "Guest", email, created_at: at, updated_at: at, ...flags, ...unlisted }).go();
  await Users.patch({ id: claims.sub }).set({ status: "active" }).go();
  return { id: claims.sub, token: access };
}

/** The answer, after as many tries as a busy machine needs: whoever is told to come again does. */
async function answered(ask: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    const reply = await ask();
    if (reply.status < 500) return reply;
  }
}

function outcomesOf(replies: Reply[]): Record<string, number> {
  const outcomes = new Map<string, number>();
  for (const { status, body } of replies) {
    // Of a try that failed after its commit the next one finds the seat.
    const seated = status === 201 || body.code === "already_registered";
    const outcome = seated ? "seated" : `${status} ${body.code}`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return Object.fromEntries(outcomes);
}

it("of all the people who want one of ten seats at once ten get one, and every number is right", async () => {
  const event = await newEvent(platform, admin, { capacity: seats });
  const people = await withEach(Array.from({ length: crowd }), madeAbreast, newGuest);
  const replies = await withEach(people, abreast, (person) => answered(() => registerFor(platform, person, event)));
  expect(outcomesOf(replies)).toEqual({ seated: seats, "409 event_full": crowd - seats });
  expect(await seatsOf(platform, admin, event)).toEqual({ registered: seats, taken: seats, waiting: 0 });
  expect((await rowsOf("registration")).filter(({ status }) => status === "registered")).toHaveLength(seats);
  const { body } = await call(platform, `GET /api/events/${event.id}/registrations`, { token: admin.token });
  expect(body.total).toBe(seats);
  await platform.cloud.triggers.idle(120_000);
  const { takeCensus } = await import("#core/census");
  expect(await takeCensus()).toEqual([]);
}, 900_000);

/** What they want, all at once: an order keeps the seat that it gets. */
const orderAll = (event: { id: string }, people: Guest[]): Promise<Reply[]> =>
  withEach(people, abreast, (person) => answered(() => orderSeat(platform, person, event)));

it("of all the people who want to buy one of ten seats at once ten can, and what they leave goes on", async () => {
  const event = await newEvent(platform, admin, { capacity: seats, price: 499 });
  const people = await withEach(Array.from({ length: crowd }), madeAbreast, newGuest);
  const replies = await orderAll(event, people);
  expect(outcomesOf(replies)).toEqual({ seated: seats, "409 event_full": crowd - seats });
  expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: seats, waiting: 0 });

  const payments = replies.flatMap(({ status, body }) => (status === 201 ? [body.payment] : []));
  await Promise.all(payments.slice(0, 7).map((payment) => pay(platform, payment)));
  await delivered(platform);
  expect(await seatsOf(platform, admin, event)).toEqual({ registered: 7, taken: seats, waiting: 0 });

  pass(platform, 31 * minute);
  await sweep(platform);
  const others = await withEach(Array.from({ length: 30 }), madeAbreast, newGuest);
  expect(outcomesOf(await orderAll(event, others))).toEqual({ seated: 3, "409 event_full": 27 });
  // Who comes too late can't pay what was given up.
  const late = await Promise.all(payments.slice(7).map((payment) => pay(platform, payment)));
  expect(late.map(({ status }) => status)).toEqual([400, 400, 400]);
  await delivered(platform);
  expect(await violations(platform)).toEqual([]);
}, 900_000);
