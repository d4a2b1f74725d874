import { call } from "../api";
import { hoursAhead, newEvent, orderSeat, registerFor, seatsOf, setEventStatus, waitFor } from "../events";
import { mailsTo } from "../inbox";
import { pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { hour, minute, pass, runSweeper, signedInAgain, sweep } from "../time";

// People, payments, mails and sweeps: a busy machine takes its time.
jest.setTimeout(240_000);

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
});
afterAll(() => platform.close());

const subjectsTo = async ({ email }: Person) => (await mailsTo(platform, email)).map(({ subject }) => subject);
const count = (texts: string[], start: string) => texts.filter((text) => text.startsWith(start)).length;

async function aMinute(): Promise<void> {
  await platform.settled();
  pass(platform, minute);
  await sweep(platform);
}

async function buy(person: Person, event: { id: string }): Promise<{ id: string }> {
  const { body } = await orderSeat(platform, person, event);
  await pay(platform, body.payment);
  await platform.settled();
  return body.order;
}

const orderOf = async (id: string) =>
  (await call(platform, `GET /api/orders/${id}`, { token: admin.token })).body.order;

describe("an event that is cancelled", () => {
  it("pays everybody back, gives up what is unpaid, ends all waiting, and tells everybody once", async () => {
    const event = await newEvent(platform, admin, { title: "Off", price: 250, capacity: 3 });
    const [paid, also, open, waiting] = (await Promise.all([1, 2, 3, 4].map(() => newPerson(platform)))) as [
      Person,
      Person,
      Person,
      Person,
    ];
    const orders = [await buy(paid, event), await buy(also, event)];
    const pending = (await orderSeat(platform, open, event)).body;
    await waitFor(platform, waiting, event);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 2, taken: 3, waiting: 1 });
    await setEventStatus(platform, admin, event.id, "cancelled");
    await aMinute();
    await aMinute();
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 0, waiting: 0 });
    for (const { id } of orders)
      expect(await orderOf(id)).toMatchObject({ state: "refunded", refunded_amount: 250, refund_pending: 0 });
    expect(await orderOf(pending.order.id)).toMatchObject({ state: "cancelled" });
    expect((await pay(platform, pending.payment)).status).toBeGreaterThanOrEqual(400);
    const told = await Promise.all([paid, also, waiting].map(subjectsTo));
    expect(told.map((subjects) => count(subjects, "Cancelled: Off"))).toEqual([1, 1, 1]);
    expect(await rowsOf("refund")).toHaveLength(2);
    expect((await rowsOf("due")).filter(({ work }) => work === "close-event")).toEqual([]);
  });

  it("is worked through page by page, and goes on where a crash cut it short, without doing anything twice", async () => {
    const event = await newEvent(platform, admin, { title: "Crashing", price: 100 });
    const people = await Promise.all(Array.from({ length: 4 }, () => newPerson(platform)));
    const orders: { id: string }[] = [];
    for (const person of people) orders.push(await buy(person, event));
    await setEventStatus(platform, admin, event.id, "cancelled");
    let crashes = 0;
    const heal = platform.cloud.faults.inject(({ functionName, action }) => {
      if (!functionName?.includes("-sweeperFunction") || action !== "TransactWriteItems" || crashes >= 3)
        return undefined;
      crashes++;
      return { after: "crash" };
    });
    for (let n = 0; n < 4; n++) {
      await platform.settled();
      pass(platform, minute);
      await runSweeper(platform);
    }
    heal();
    await aMinute();
    await aMinute();
    expect(crashes).toBe(3);
    expect(await seatsOf(platform, await signedInAgain(platform, admin), event)).toEqual({
      registered: 0,
      taken: 0,
      waiting: 0,
    });
    const refunds = (await rowsOf("refund")).filter(({ order_id }) => orders.some(({ id }) => id === order_id));
    expect(refunds).toHaveLength(4);
    expect(refunds.map(({ status }) => status)).toEqual(Array(4).fill("succeeded"));
    const told = await Promise.all(people.map(subjectsTo));
    expect(told.map((subjects) => count(subjects, "Cancelled: Crashing"))).toEqual(Array(4).fill(1));
  });

  it("leaves what was paid by hand to a person, and says so", async () => {
    admin = await signedInAgain(platform, admin);
    const event = await newEvent(platform, admin, { price: 100 });
    const { body } = await orderSeat(platform, await newPerson(platform), event);
    const settled = { status: "completed", reason: "A transfer came" };
    await call(platform, `PUT /api/orders/${body.order.id}/status`, { token: admin.token, body: settled });
    await setEventStatus(platform, admin, event.id, "cancelled");
    await aMinute();
    await aMinute();
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 0, waiting: 0 });
    const { orders } = (await call(platform, "GET /api/orders/drift", { token: admin.token })).body;
    expect(orders).toMatchObject([{ id: body.order.id, drift: expect.stringContaining("owed to the buyer") }]);
    const { ungranted } = await import("#core/ungranted");
    expect(await ungranted(new Date(0))).toEqual([]);
  });

  it("that somebody pays for a moment later gives the money back", async () => {
    admin = await signedInAgain(platform, admin);
    const event = await newEvent(platform, admin, { price: 100 });
    const late = await newPerson(platform);
    const { body } = await orderSeat(platform, late, event);
    await setEventStatus(platform, admin, event.id, "cancelled");
    await pay(platform, body.payment);
    await platform.settled();
    await aMinute();
    await aMinute();
    expect(await orderOf(body.order.id)).toMatchObject({ state: "refunded", refunded_amount: 100 });
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 0, waiting: 0 });
  });

  it("that is deleted while somebody is registered is cancelled in the same way", async () => {
    const event = await newEvent(platform, admin, { title: "Deleted" });
    const guest = await newPerson(platform);
    await registerFor(platform, guest, event);
    const reply = await call(platform, `DELETE /api/events/${event.id}`, { token: admin.token });
    expect(reply.body.message).toBe("Event cancelled");
    await aMinute();
    expect(count(await subjectsTo(guest), "Cancelled: Deleted")).toBe(1);
  });
});

describe("an organizer who deletes their account", () => {
  it("stays nameless on their events", async () => {
    const organizer = await newPerson(platform, { role: "admin", name: "Orla Organizer" });
    const event = await newEvent(platform, organizer, { title: "Without a name" });
    const body = { password: organizer.password };
    await call(platform, "DELETE /api/auth/profile", { token: organizer.token, body });
    await aMinute();
    await aMinute();
    const seen = await call(platform, `GET /api/events/${event.slug}`);
    expect(seen.body.event.organizer.name).toBe("Deleted user");
    const rows = [...(await rowsOf("event")), ...(await rowsOf("row"))];
    expect(JSON.stringify(rows)).not.toContain("Orla");
  });
});

describe("who is registered", () => {
  it("is told of another time or place once, and of nothing else", async () => {
    admin = await signedInAgain(platform, admin);
    const event = await newEvent(platform, admin, { title: "Moving" });
    const guest = await newPerson(platform);
    await registerFor(platform, guest, event);
    const edit = (body: object) => call(platform, `PUT /api/events/${event.id}`, { token: admin.token, body });
    await edit({ description: "Nothing that matters", price: 0 });
    await aMinute();
    expect(count(await subjectsTo(guest), "Another time or place")).toBe(0);
    await edit({ location: "Elsewhere" });
    await edit({ location: "Somewhere" });
    await edit({ title: "Moving on" });
    await aMinute();
    await aMinute();
    const mails = (await mailsTo(platform, guest.email)).filter(({ subject }) => subject.startsWith("Another time"));
    expect(mails.map(({ text }) => text.includes("Somewhere"))).toEqual([true]);
  });

  it("is reminded a day and an hour before, once each, at the time that holds then", async () => {
    const event = await newEvent(platform, admin, { title: "Soon", ...hoursAhead(platform, 30) });
    const guest = await newPerson(platform);
    await registerFor(platform, guest, event);
    const reminders = async () => (await subjectsTo(guest)).filter((subject) => subject.startsWith("It begins"));
    await platform.settled();
    pass(platform, 5 * hour);
    await sweep(platform);
    expect(await reminders()).toEqual([]);
    admin = await signedInAgain(platform, admin);
    const later = hoursAhead(platform, 49);
    await call(platform, `PUT /api/events/${event.id}`, { token: admin.token, body: later });
    await platform.settled();
    pass(platform, 2 * hour);
    await aMinute();
    expect(await reminders()).toEqual([]);
    await platform.settled();
    pass(platform, 24 * hour);
    await aMinute();
    await aMinute();
    expect(await reminders()).toEqual(["It begins in 24 hours: Soon"]);
    await platform.settled();
    pass(platform, 22.1 * hour);
    await aMinute();
    await aMinute();
    expect((await reminders()).toSorted()).toEqual(["It begins in 24 hours: Soon", "It begins in an hour: Soon"]);
  });

  it("and every counter says what it counts", async () => {
    const { takeCensus } = await import("#core/census");
    expect(await takeCensus()).toEqual([]);
  });
});
