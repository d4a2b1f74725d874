import ICAL from "ical.js";
import { call } from "../api";
import { giveUpSeat, hoursAhead, newEvent, newEventDraft, orderSeat, registerFor, seatsOf } from "../events";
import { mailsTo } from "../inbox";
import { pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { hour, minute, pass, signedInAgain, sweep } from "../time";

// People, payments, mails and sweeps: a busy machine takes its time.
jest.setTimeout(240_000);

let platform: TestPlatform;
let admin: Person;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  [admin, ann, ben] = await Promise.all([
    newPerson(platform, { role: "admin", name: "Ada" }),
    newPerson(platform, { name: "Ann" }),
    newPerson(platform, { name: "Ben" }),
  ]);
});
afterAll(() => platform.close());

const own = ({ token }: Person, route: string, body?: object) => call(platform, route, { token, body });

/** After the clock was moved, tokens of now. */
async function everybodyAgain(): Promise<void> {
  [admin, ann, ben] = (await Promise.all([admin, ann, ben].map((person) => signedInAgain(platform, person)))) as [
    Person,
    Person,
    Person,
  ];
}

const registered = async (person: Person, status = "registered") => {
  const { body } = await own(person, `GET /api/events/registered?limit=100&status=${status}`);
  return body.events.map(({ event_id }: { event_id: string }) => event_id);
};

describe("whoever registers for a free event", () => {
  it("has a seat, stands in the lists, and gets a mail with the date", async () => {
    const event = await newEvent(platform, admin, { title: "Free evening", capacity: 3, location: "Town Hall" });
    const reply = await registerFor(platform, ann, event);
    expect(reply).toMatchObject({ status: 201, body: { registration: { event_id: event.id, status: "registered" } } });
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 0 });
    const mine = await own(ann, "GET /api/events/registered");
    expect(mine.body).toMatchObject({
      total: 1,
      events: [{ event_id: event.id, event: { title: "Free evening", seats_left: 2 } }],
    });
    await platform.settled();
    expect((await call(platform, `GET /api/events/${event.slug}`)).body.event).toMatchObject({
      registered_count: 1,
      seats_left: 2,
    });
    const [mail] = await mailsTo(platform, ann.email);
    expect(mail?.subject).toBe("You’re registered: Free evening");
    expect(mail?.text).toContain("Town Hall");
  });

  it("with a file that puts it into their calendar", async () => {
    const event = await newEvent(platform, admin, { title: "In calendars" });
    await registerFor(platform, ann, event);
    await platform.settled();
    const { calendarFile } = await import("#adapters/calendar");
    const { ownEntry } = await import("#core/event.calendar");
    const { byId } = await import("#core/event");
    Object.assign(process.env, { FRONTEND_URL: "http://localhost:5173", EMAIL_FROM: "Insta iQ <noreply@instaiq.com>" });
    const row = await byId(event.id);
    if (!row) throw new Error("the event is gone");
    const calendar = new ICAL.Component(ICAL.parse(await calendarFile(ownEntry(row, ann))));
    const component = calendar.getFirstSubcomponent("vevent");
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(component?.getFirstPropertyValue("organizer")).toBe("mailto:noreply@instaiq.com");
    expect(component?.getFirstProperty("attendee")?.getFirstValue()).toBe(`MAILTO:${ann.email}`);
  });

  it.each([
    [
      "twice",
      async () => {
        const event = await newEvent(platform, admin);
        await registerFor(platform, ann, event);
        return event;
      },
      409,
      "already_registered",
    ],
    ["for a draft", () => newEventDraft(platform, admin), 404, "event_not_found"],
    ["for one that costs something", () => newEvent(platform, admin, { price: 100 }), 402, "payment_required"],
    ["for one that is over", () => newEvent(platform, admin, hoursAhead(platform, -48)), 409, "event_over"],
    ["for one that is closed", () => newEvent(platform, admin, { capacity: 0 }), 409, "event_full"],
    [
      "for one that is full",
      async () => {
        const event = await newEvent(platform, admin, { capacity: 1 });
        await registerFor(platform, ben, event);
        return event;
      },
      409,
      "event_full",
    ],
    [
      "for one that is cancelled",
      async () => {
        const event = await newEvent(platform, admin);
        await own(admin, `PUT /api/events/${event.id}/status`, { status: "cancelled" });
        return event;
      },
      409,
      "event_cancelled",
    ],
    ["for nothing", async () => ({ id: "evt_none0000" }), 404, "event_not_found"],
  ] as const)("%s is refused, and nothing is taken", async (_how, prepare, status, code) => {
    const event = await prepare();
    const before = (await rowsOf("event")).find(({ id }) => id === event.id);
    expect(await registerFor(platform, ann, event)).toMatchObject({ status, body: { code } });
    expect((await rowsOf("event")).find(({ id }) => id === event.id)).toEqual(before);
  });

  it("ten times at once has one seat", async () => {
    const event = await newEvent(platform, admin, { capacity: 5 });
    const replies = await Promise.all(Array.from({ length: 10 }, () => registerFor(platform, ann, event)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 0 });
  });

  it("can give the seat up, twice at once too, and come back", async () => {
    const event = await newEvent(platform, admin, { capacity: 1 });
    await registerFor(platform, ann, event);
    const ended = await Promise.all([1, 2, 3].map(() => giveUpSeat(platform, ann, event)));
    expect(ended.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 0, waiting: 0 });
    expect(await registered(ann, "cancelled")).toContain(event.id);
    expect((await giveUpSeat(platform, ann, event)).body.code).toBe("not_registered");
    expect((await registerFor(platform, ann, event)).status).toBe(201);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 0 });
    await platform.settled();
    const mails = (await mailsTo(platform, ann.email)).filter(({ text }) => text.includes(event.slug));
    expect(mails).toHaveLength(2);
  });

  it("keeps the event from being deleted, and from becoming a draft", async () => {
    const event = await newEvent(platform, admin);
    await registerFor(platform, ann, event);
    expect((await own(admin, `PUT /api/events/${event.id}/status`, { status: "draft" })).body.code).toBe("wrong_state");
    await giveUpSeat(platform, ann, event);
    expect((await own(admin, `DELETE /api/events/${event.id}`)).body.message).toBe("Event cancelled");
  });
});

describe("the capacity", () => {
  it("can't fall below the seats that are taken, and says how many these are", async () => {
    const event = await newEvent(platform, admin, { capacity: 3 });
    await registerFor(platform, ann, event);
    await registerFor(platform, ben, event);
    const lower = await own(admin, `PUT /api/events/${event.id}`, { capacity: 1 });
    expect(lower).toMatchObject({ status: 409, body: { code: "capacity_taken", detail: "2 seats are taken" } });
    expect((await own(admin, `PUT /api/events/${event.id}`, { capacity: 2 })).status).toBe(200);
    expect((await registerFor(platform, admin, event)).body.code).toBe("event_full");
    expect((await own(admin, `PUT /api/events/${event.id}`, { capacity: null })).status).toBe(200);
    expect((await registerFor(platform, admin, event)).status).toBe(201);
  });
});

describe("a seat that costs something", () => {
  const buy = async (person: Person, event: { id: string }) => {
    const { body } = await orderSeat(platform, person, event);
    await pay(platform, body.payment);
    await platform.settled();
    return body.order;
  };
  const orderOf = async (person: Person, id: string) => (await own(person, `GET /api/orders/${id}`)).body.order;

  it("is kept while it is paid, and given back with all of the money a day before", async () => {
    const event = await newEvent(platform, admin, { price: 500, capacity: 1 });
    const order = await buy(ann, event);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 0 });
    expect((await orderSeat(platform, ben, event)).body.code).toBe("event_full");
    expect((await giveUpSeat(platform, ann, event)).status).toBe(200);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 0, waiting: 0 });
    expect(await orderOf(ann, order.id)).toMatchObject({ refund_pending: 500, state: "completed" });
    await platform.settled();
    pass(platform, minute);
    await sweep(platform);
    expect(await orderOf(ann, order.id)).toMatchObject({ refund_pending: 0, refunded_amount: 500, state: "refunded" });
    const again = await buy(ann, event);
    expect(again.id).not.toBe(order.id);
    expect(await registered(ann)).toContain(event.id);
  });

  it("isn't given back on the last day", async () => {
    const event = await newEvent(platform, admin, { price: 500, ...hoursAhead(platform, 20) });
    await buy(ben, event);
    expect(await giveUpSeat(platform, ben, event)).toMatchObject({ status: 409, body: { code: "refund_closed" } });
    expect(await registered(ben)).toContain(event.id);
    expect(await seatsOf(platform, admin, event)).toEqual({ registered: 1, taken: 1, waiting: 0 });
  });

  it("is paid back once, however often it is given up at once", async () => {
    const event = await newEvent(platform, admin, { price: 300 });
    const order = await buy(ben, event);
    await Promise.all([1, 2, 3, 4].map(() => giveUpSeat(platform, ben, event)));
    await platform.settled();
    pass(platform, minute);
    await sweep(platform);
    expect(await orderOf(ben, order.id)).toMatchObject({ refunded_amount: 300, refund_pending: 0 });
    expect((await rowsOf("refund")).filter(({ order_id }) => order_id === order.id)).toHaveLength(1);
  });
});

describe("on the day", () => {
  let event: { id: string; slug: string };
  const secret = { is_online: true, meeting_link: "https://meet.example.com/room", meeting_password: "sesame" };
  const path = () => `/api/events/${event.id}`;
  beforeAll(async () => {
    event = await newEvent(platform, admin, { ...secret, ...hoursAhead(platform, 3), title: "On the day" });
    await registerFor(platform, ann, event);
  });

  it("the way in is for the registered, and not before half an hour", async () => {
    expect(await own(ben, `GET ${path()}/access`)).toMatchObject({ status: 403, body: { code: "not_registered" } });
    const early = await own(ann, `GET ${path()}/access`);
    expect(early).toMatchObject({ status: 403, body: { code: "access_closed" } });
    expect(early.body.detail).toMatch(/^Open from 20.+Z to 20.+Z$/);
    expect(JSON.stringify(early.body)).not.toContain("sesame");
  });

  it("nobody says how it was before it is over", async () => {
    const { body } = await own(ann, `POST ${path()}/feedback`, { rating: 5 });
    expect(body.code).toBe("event_not_over");
  });

  it("a ticket lets in once, and says when it did", async () => {
    const { body } = await own(ann, `GET ${path()}/ticket`);
    expect(body.ticket.qr_svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 \d+ \d+".*<\/svg>$/);
    const { code } = body.ticket;
    expect((await own(ann, `POST ${path()}/check-in`, { code })).body.code).toBe("forbidden");
    const door = await own(admin, `GET ${path()}/check-in`);
    const { createHash } = await import("node:crypto");
    const code_hash = createHash("sha256").update(code).digest("base64url");
    expect(door.body).toMatchObject({ total: 1, tickets: [{ user_id: ann.id, user_name: "Ann", code_hash }] });
    const scanned_at = new Date(Date.now() + platform.ahead - minute).toISOString();
    const scans = await Promise.all([1, 2].map(() => own(admin, `POST ${path()}/check-in`, { code, scanned_at })));
    // The same scan, told twice, is one scan.
    expect(scans.map(({ status }) => status).filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect((await own(admin, `POST ${path()}/check-in`, { code, scanned_at })).status).toBe(200);
    const again = await own(admin, `POST ${path()}/check-in`, { code });
    expect(again).toMatchObject({
      status: 409,
      body: { code: "already_checked_in", detail: `First scanned at ${scanned_at}` },
    });
  });

  it("a ticket that is forged, another's, another event's or given up lets nobody in", async () => {
    const other = await newEvent(platform, admin);
    await registerFor(platform, ben, other);
    const { code } = (await own(ben, `GET /api/events/${other.id}/ticket`)).body.ticket;
    const [user = "", signature = ""] = code.split(".");
    const flipped = `${user}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    const tries: [string, string][] = [
      [event.id, code],
      [other.id, flipped],
      [other.id, `${ann.id}.${signature}`],
      [other.id, `nobody.${signature}`],
    ];
    for (const [id, forged] of tries)
      expect(await own(admin, `POST /api/events/${id}/check-in`, { code: forged })).toMatchObject({
        status: 400,
        body: { code: "invalid_ticket" },
      });
    await giveUpSeat(platform, ben, other);
    await registerFor(platform, ben, other);
    expect((await own(admin, `POST /api/events/${other.id}/check-in`, { code })).body.code).toBe("invalid_ticket");
    const ahead = new Date(Date.now() + platform.ahead + hour).toISOString();
    const fresh = (await own(ben, `GET /api/events/${other.id}/ticket`)).body.ticket.code;
    expect((await own(admin, `POST /api/events/${other.id}/check-in`, { code: fresh, scanned_at: ahead })).status).toBe(
      400,
    );
    expect((await own(admin, `POST /api/events/${other.id}/check-in`, { code: fresh })).status).toBe(200);
  });

  it("then it is open, and closed again when it is over", async () => {
    await platform.settled();
    pass(platform, 2.6 * hour);
    await everybodyAgain();
    expect((await own(ann, `GET ${path()}/access`)).body.access).toMatchObject({
      meeting_link: secret.meeting_link,
      meeting_password: "sesame",
    });
    await platform.settled();
    pass(platform, 2 * hour);
    await everybodyAgain();
    expect((await own(ann, `GET ${path()}/access`)).body.code).toBe("access_closed");
    expect((await giveUpSeat(platform, ann, event)).body.code).toBe("event_over");
  });

  it("whoever was there says how it was, and may think again", async () => {
    expect((await own(ben, `POST ${path()}/feedback`, { rating: 5 })).body.code).toBe("not_registered");
    expect((await own(ann, `POST ${path()}/feedback`, { rating: 6 })).status).toBe(400);
    await own(ann, `POST ${path()}/feedback`, { rating: 2, comment: "Too loud" });
    const { body } = await own(ann, `POST ${path()}/feedback`, { rating: 4 });
    expect(body.registration).toMatchObject({
      feedback_rating: 4,
      feedback_comment: null,
      attendance_status: "attended",
    });
  });

  it("an admin sees who came and says who didn't; whoever didn't come has nothing to say", async () => {
    const list = await own(admin, `GET ${path()}/registrations?status=registered`);
    expect(list.body).toMatchObject({ total: 1, registrations: [{ user_name: "Ann", attendance_status: "attended" }] });
    const csv = await own(admin, `GET ${path()}/registrations?format=csv`);
    expect(csv.body.split("\r\n")[1]).toContain(ann.email);
    const set = await own(admin, `PUT ${path()}/registrations/${ann.id}`, { attendance_status: "no_show" });
    expect(set.body.registration.attendance_status).toBe("no_show");
    expect((await own(ann, `POST ${path()}/feedback`, { rating: 1 })).body.code).toBe("not_registered");
    expect(
      (await own(admin, `PUT ${path()}/registrations/${ben.id}`, { attendance_status: "attended" })).body.code,
    ).toBe("not_registered");
  });
});

it("what somebody registered for is in their own record, and goes with their account", async () => {
  const gone = await newPerson(platform, { name: "Gone Soon" });
  const event = await newEvent(platform, admin, { capacity: 1 });
  await registerFor(platform, gone, event);
  const { body } = await own(gone, "GET /api/auth/profile/export");
  expect(body.registrations).toMatchObject([{ event_id: event.id, event_title: event.title, status: "registered" }]);
  await own(gone, "DELETE /api/auth/profile", { password: gone.password });
  await platform.settled();
  pass(platform, minute);
  await sweep(platform);
  await sweep(platform);
  expect(await seatsOf(platform, admin, event)).toEqual({ registered: 0, taken: 0, waiting: 0 });
  const left = JSON.stringify([await rowsOf("registration"), await rowsOf("notice")]);
  expect(left).not.toContain("Gone Soon");
  expect(left).not.toContain(gone.email);
});

it("after all of it every counter says what it counts", async () => {
  await platform.settled();
  const { takeCensus } = await import("#core/census");
  expect(await takeCensus()).toEqual([]);
});
