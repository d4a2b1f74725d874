import { call } from "../api";
import { giveUpSeat, hoursAhead, newEvent, orderSeat, registerFor, seatsOf, waitFor } from "../events";
import { mailsTo } from "../inbox";
import { pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { hour, minute, pass, signedInAgain, sweep } from "../time";

// People, payments, mails and sweeps: a busy machine takes its time.
jest.setTimeout(240_000);

let platform: TestPlatform;
let admin: Person;
let people: Person[];
const names = ["Ann", "Ben", "Cem", "Dev", "Eva"];
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
  people = await Promise.all(names.map((name) => newPerson(platform, { name })));
});
afterAll(() => platform.close());
afterEach(async () => {
  await platform.settled();
  const { takeCensus } = await import("#core/census");
  expect(await takeCensus()).toEqual([]);
});

/** Whoever is called that, with a token of now. */
async function person(name: string): Promise<Person> {
  const found = people[names.indexOf(name)];
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

async function laps(milliseconds: number): Promise<void> {
  await platform.settled();
  pass(platform, milliseconds);
  [admin, ...people] = (await Promise.all([admin, ...people].map((one) => signedInAgain(platform, one)))) as [
    Person,
    ...Person[],
  ];
}

/** Time for the sweeper to come by. */
async function aMinute(): Promise<void> {
  await platform.settled();
  pass(platform, minute);
  await sweep(platform);
}

const statusOf = async (name: string, { id }: { id: string }): Promise<string | undefined> => {
  const { find } = await import("#core/registration");
  return (await find((await person(name)).id, id))?.status;
};
const statuses = (event: { id: string }) => Promise.all(names.map((name) => statusOf(name, event)));

/** An event with one seat, which Ann has, and a queue. */
async function fullEvent(queue: string[], overrides: object = {}) {
  const event = await newEvent(platform, admin, { capacity: 1, ...overrides });
  await registerFor(platform, await person("Ann"), event);
  for (const name of queue) expect((await waitFor(platform, await person(name), event)).status).toBe(201);
  return event;
}

describe("the waitlist", () => {
  it("is for an event that is full, and for whoever isn't in it yet", async () => {
    const event = await newEvent(platform, admin, { capacity: 1 });
    const ann = await person("Ann");
    expect((await waitFor(platform, ann, event)).body.code).toBe("seats_available");
    await registerFor(platform, ann, event);
    expect((await waitFor(platform, ann, event)).body.code).toBe("already_registered");
    const ben = await person("Ben");
    expect((await waitFor(platform, ben, event)).body.registration).toMatchObject({ status: "waiting" });
    expect((await waitFor(platform, ben, event)).body.code).toBe("already_waiting");
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 1 });
    const closed = await newEvent(platform, admin, { capacity: 0 });
    expect((await waitFor(platform, ben, closed)).body.code).toBe("event_full");
    const unlimited = await newEvent(platform, admin);
    expect((await waitFor(platform, ben, unlimited)).body.code).toBe("seats_available");
    const over = await newEvent(platform, admin, { capacity: 1, ...hoursAhead(platform, -48) });
    expect((await waitFor(platform, ben, over)).body.code).toBe("event_over");
  });

  it("gives a free seat to whoever came first, and nobody overtakes them", async () => {
    const event = await fullEvent(["Ben", "Cem"], { title: "For Ben" });
    await giveUpSeat(platform, await person("Ann"), event);
    expect((await registerFor(platform, await person("Dev"), event)).body.code).toBe("event_full");
    expect((await registerFor(platform, await person("Cem"), event)).body.code).toBe("event_full");
    await aMinute();
    expect(await statuses(event)).toEqual(["cancelled", "offered", "waiting", undefined, undefined]);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 1, waiting: 1 });
    expect((await registerFor(platform, await person("Cem"), event)).body.code).toBe("event_full");
    const ben = await person("Ben");
    const [mail] = await mailsTo(platform, ben.email);
    expect(mail?.subject).toBe("A seat for you: For Ben");
    expect((await registerFor(platform, ben, event)).status).toBe(201);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 1 });
  });

  it("passes a seat on that isn't taken up in time, and one that is declined", async () => {
    const event = await fullEvent(["Ben", "Cem", "Dev"]);
    await giveUpSeat(platform, await person("Ann"), event);
    await aMinute();
    await laps(12 * hour);
    await aMinute();
    await aMinute();
    expect(await statuses(event)).toEqual(["cancelled", "cancelled", "offered", "waiting", undefined]);
    await laps(0);
    const cem = await person("Cem");
    expect((await call(platform, `DELETE /api/events/${event.id}/waitlist`, { token: cem.token })).status).toBe(200);
    await aMinute();
    expect(await statuses(event)).toEqual(["cancelled", "cancelled", "cancelled", "offered", undefined]);
    expect((await registerFor(platform, await person("Dev"), event)).status).toBe(201);
    await laps(13 * hour);
    await aMinute();
    expect(await statusOf("Dev", event)).toBe("registered");
  });

  it("keeps a seat no longer than until the event begins", async () => {
    const event = await fullEvent(["Ben"], hoursAhead(platform, 5));
    await giveUpSeat(platform, await person("Ann"), event);
    await aMinute();
    const ben = await person("Ben");
    const { body } = await call(platform, "GET /api/events/registered?status=offered", { token: ben.token });
    expect(body.events[0]).toMatchObject({ event_id: event.id, offer_until: event.starts_at });
    await laps(5 * hour);
    await aMinute();
    expect(await statusOf("Ben", event)).toBe("cancelled");
  });

  it("moves up when the capacity is raised, as far as it goes", async () => {
    const event = await fullEvent(["Ben", "Cem", "Dev"]);
    await call(platform, `PUT /api/events/${event.id}`, { token: admin.token, body: { capacity: 3 } });
    await aMinute();
    expect(await statuses(event)).toEqual(["registered", "offered", "offered", "waiting", undefined]);
    await call(platform, `PUT /api/events/${event.id}`, { token: admin.token, body: { capacity: null } });
    await aMinute();
    expect(await statusOf("Dev", event)).toBe("offered");
    expect((await registerFor(platform, await person("Eva"), event)).status).toBe(201);
  });

  it("is left by either way, and open again when nobody waits", async () => {
    await laps(0);
    const event = await fullEvent(["Ben", "Cem"]);
    await giveUpSeat(platform, await person("Ben"), event);
    const cem = await person("Cem");
    await call(platform, `DELETE /api/events/${event.id}/waitlist`, { token: cem.token });
    expect((await call(platform, `DELETE /api/events/${event.id}/waitlist`, { token: cem.token })).body.code).toBe(
      "not_waiting",
    );
    await giveUpSeat(platform, await person("Ann"), event);
    expect((await registerFor(platform, cem, event)).status).toBe(201);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 0 });
  });

  it("of an event that costs something leads to a payment, which keeps the offered seat", async () => {
    const event = await newEvent(platform, admin, { price: 200, capacity: 1 });
    const [ann, ben, cem] = [await person("Ann"), await person("Ben"), await person("Cem")];
    const first = await orderSeat(platform, ann, event);
    await waitFor(platform, ben, event);
    await waitFor(platform, cem, event);
    expect((await orderSeat(platform, ben, event)).body.code).toBe("event_full");
    await laps(31 * minute);
    await aMinute();
    await aMinute();
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 1, waiting: 1 });
    expect(await statusOf("Ben", event)).toBe("offered");
    const order = await orderSeat(platform, await person("Ben"), event);
    expect(order.status).toBe(201);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 1, waiting: 1 });
    await pay(platform, order.body.payment);
    await platform.settled();
    expect(await statusOf("Ben", event)).toBe("registered");
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 1 });
    expect(first.status).toBe(201);
  });
});
