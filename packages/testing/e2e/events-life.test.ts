import ICAL from "ical.js";
import { call, type Reply } from "../api";
import { newCategory } from "../categories";
import { newEvent, newEventDraft, setEventStatus } from "../events";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { hour, pass, signedInAgain, sweep } from "../time";

let platform: TestPlatform;
let admin: Person;
let student: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
  student = await newPerson(platform);
});
afterAll(() => platform.close());

const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
const visit = (path: string) => call(platform, `GET /api/events/${path}`);
const secret = { meeting_link: "https://meet.example.com/secret-room", meeting_password: "open sesame" };

describe("an event", () => {
  it("is a draft that nobody sees until it is published", async () => {
    const draft = await newEventDraft(platform, admin, { title: "A first evening" });
    expect(draft).toMatchObject({ slug: "a-first-evening", status: "draft", capacity: null, seats_left: null });
    expect(await visit(draft.slug)).toMatchObject({ status: 404, body: { code: "event_not_found" } });
    expect((await visit(`${draft.slug}/calendar.ics`)).status).toBe(404);
    expect((await setEventStatus(platform, admin, draft.id, "published")).body.event.status).toBe("upcoming");
    expect((await visit(draft.slug)).body.event).toMatchObject({ id: draft.id, status: "upcoming" });
    expect((await visit(draft.id)).body.event.slug).toBe("a-first-evening");
  });

  it("takes place when clocks at its place say so", async () => {
    const berlin = { date: "2027-03-28", time: "18:30", timezone: "Europe/Berlin", duration: 90 };
    const event = await newEventDraft(platform, admin, berlin);
    expect(event).toMatchObject({
      ...berlin,
      starts_at: "2027-03-28T16:30:00.000Z",
      ends_at: "2027-03-28T18:00:00.000Z",
    });
    const moved = await asAdmin(`PUT /api/events/${event.id}`, { timezone: "Asia/Kolkata" });
    expect(moved.body.event).toMatchObject({ time: "18:30", starts_at: "2027-03-28T13:00:00.000Z" });
  });

  it.each([
    [{ date: "2027-03-28", time: "02:30", timezone: "Europe/Berlin" }, "body.time"],
    [{ timezone: "Europe/Atlantis" }, "body.timezone"],
    [{ timezone: "+05:30" }, "body.timezone"],
    [{ date: "2027-02-29" }, "body.date"],
    [{ time: "24:00" }, "body.time"],
    [{ duration: 0 }, "body.duration"],
    [{ capacity: -1 }, "body.capacity"],
    [{ price: 0.5, currency: "JPY" }, "body.price"],
    [{ title: "x".repeat(256) }, "body.title"],
    [{ short_description: "x".repeat(501) }, "body.short_description"],
    [{ location: "x".repeat(256) }, "body.location"],
  ])("of %j is refused", async (fields, path) => {
    const body = { title: "Never", price: 0, date: "2027-01-01", time: "10:00", ...fields };
    const reply = await asAdmin("POST /api/events", body);
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it("keeps its way in to itself", async () => {
    const event = await newEvent(platform, admin, { title: "Online", is_online: true, ...secret });
    const seen = await Promise.all(
      ["", "/upcoming", "/online", `/${event.id}`, "/online/calendar.ics", "?search=online"].map((path) =>
        call(platform, `GET /api/events${path}`),
      ),
    );
    expect(seen.map(({ status }) => status)).toEqual(seen.map(() => 200));
    expect(seen.map(({ body }) => JSON.stringify(body)).filter((text) => /secret-room|sesame/.test(text))).toEqual([]);
    expect((await asAdmin(`GET /api/events/all/${event.id}`)).body.event).toMatchObject(secret);
  });

  it("keeps leading from its old slug after a rename", async () => {
    const event = await newEvent(platform, admin, { title: "Old name" });
    const renamed = await asAdmin(`PUT /api/events/${event.id}`, { title: "New name" });
    expect(renamed.body.event.slug).toBe("new-name");
    const both = await Promise.all(["old-name", "new-name"].map(visit));
    expect(both.map(({ body }) => body.event?.id)).toEqual([event.id, event.id]);
  });

  it.each(["Upcoming", "Registered", "All"])("called %s doesn't hide behind a route", async (title) => {
    const { slug } = await newEventDraft(platform, admin, { title });
    expect(slug).toMatch(new RegExp(`^${title.toLowerCase()}-[0-9a-z]{4}$`));
  });

  it("isn't overwritten by whoever edited an older version, nor by two at once", async () => {
    const { id, revision } = await newEventDraft(platform, admin);
    expect((await asAdmin(`PUT /api/events/${id}`, { location: "Here", revision })).status).toBe(200);
    expect((await asAdmin(`PUT /api/events/${id}`, { location: "There", revision })).body.code).toBe(
      "edited_meanwhile",
    );
    const both = await Promise.all(
      ["A", "B"].map((location) => asAdmin(`PUT /api/events/${id}`, { location, revision: revision + 1 })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("loses what is cleared and keeps what isn't named", async () => {
    const event = await newEventDraft(platform, admin, { capacity: 5, location: "Here", description: "Words" });
    const { body } = await asAdmin(`PUT /api/events/${event.id}`, { capacity: null, location: null });
    expect(body.event).toMatchObject({ capacity: null, location: null, description: "Words", seats_left: null });
    expect((await asAdmin(`GET /api/events/all/${event.id}`)).body.event).toMatchObject({
      capacity: null,
      location: null,
    });
  });

  it("counts in its category, and not in one that isn't there", async () => {
    const category = await newCategory(platform, admin, { name: "Evenings" });
    const event = await newEventDraft(platform, admin, { category_id: category.id });
    expect((await asAdmin(`DELETE /api/categories/${category.id}`)).body.message).toContain("archived");
    const missing = await asAdmin(`PUT /api/events/${event.id}`, { category_id: "cat_none0" });
    expect(missing.body.code).toBe("category_not_found");
    await asAdmin(`PUT /api/events/${event.id}`, { category_id: null });
    expect((await asAdmin(`DELETE /api/categories/${category.id}`)).body.message).toContain("deleted");
  });

  it("is deleted while nothing refers to it; its slug is free again", async () => {
    const { id, slug } = await newEventDraft(platform, admin, { title: "Short-lived" });
    expect((await asAdmin(`DELETE /api/events/${id}`)).body.message).toBe("Event deleted");
    expect((await asAdmin(`GET /api/events/all/${id}`)).status).toBe(404);
    expect((await newEventDraft(platform, admin, { title: "Short-lived" })).slug).toBe(slug);
  });

  it("is only an admin's to change, and on record", async () => {
    const event = await newEvent(platform, admin);
    const instructor = await newPerson(platform, { role: "instructor" });
    for (const { token } of [student, instructor])
      expect((await call(platform, `PUT /api/events/${event.id}`, { token, body: { price: 1 } })).body.code).toBe(
        "forbidden",
      );
    await asAdmin(`PUT /api/events/${event.id}`, { price: 10 });
    const { body } = await asAdmin(`GET /api/audit?subject=${event.id}`);
    expect(body.entries.map(({ action }: { action: string }) => action)).toEqual([
      "event.edit",
      "event.status",
      "event.create",
    ]);
  });

  it("that is cancelled says so, can't be edited, and stays so", async () => {
    const event = await newEvent(platform, admin, { title: "Called off" });
    expect((await setEventStatus(platform, admin, event.id, "cancelled")).body.event.status).toBe("cancelled");
    await platform.settled();
    expect((await visit(event.slug)).body.event.status).toBe("cancelled");
    expect((await asAdmin(`PUT /api/events/${event.id}`, { price: 1 })).body.code).toBe("event_cancelled");
    expect((await setEventStatus(platform, admin, event.id, "published")).body.code).toBe("wrong_state");
    const { body } = await call(platform, "GET /api/events?limit=100");
    expect(body.events.map(({ id }: { id: string }) => id)).not.toContain(event.id);
  });

  it("that is a draft can't be cancelled: nobody knows of it", async () => {
    const { id } = await newEventDraft(platform, admin);
    expect((await setEventStatus(platform, admin, id, "cancelled")).body.code).toBe("wrong_state");
  });
});

describe("the calendar's file", () => {
  const parsed = (reply: Reply) => {
    const calendar = new ICAL.Component(ICAL.parse(reply.body));
    const [component] = calendar.getAllSubcomponents("vevent");
    if (!component) throw new Error("there is no event in the file");
    return { calendar, event: new ICAL.Event(component), component };
  };

  it("says when and where, in a form that a calendar reads", async () => {
    const place = { location: "Town Hall; big, room", venue_address: "12 MG Road\nPune" };
    const times = { date: "2027-07-01", time: "18:30", timezone: "Europe/Berlin", duration: 90 };
    const made = await newEvent(platform, admin, { title: "Dates, and more", ...place, ...times });
    const reply = await visit(`${made.slug}/calendar.ics`);
    expect(reply.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const { calendar, event, component } = parsed(reply);
    expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
    expect(event.summary).toBe("Dates, and more");
    expect(event.startDate.toJSDate().toISOString()).toBe("2027-07-01T16:30:00.000Z");
    expect(event.endDate.toJSDate().toISOString()).toBe("2027-07-01T18:00:00.000Z");
    expect(event.location).toBe("Town Hall; big, room, 12 MG Road, Pune");
    expect(event.uid).toMatch(new RegExp(`^${made.id}@`));
    expect(component.getFirstPropertyValue("url")).toMatch(/\/events\/dates-and-more$/);
    expect(reply.body).toMatch(/\r\n$/);
  });

  it("is known again after a change, and says which is the newer one", async () => {
    const { id, slug } = await newEvent(platform, admin, { title: "Moves" });
    const before = parsed(await visit(`${slug}/calendar.ics`)).event;
    await asAdmin(`PUT /api/events/${id}`, { description: "Not a calendar's business" });
    expect(parsed(await visit(`${slug}/calendar.ics`)).event.sequence).toBe(before.sequence);
    await asAdmin(`PUT /api/events/${id}`, { time: "11:11" });
    const after = parsed(await visit(`${slug}/calendar.ics`)).event;
    expect([after.uid, after.sequence]).toEqual([before.uid, before.sequence + 1]);
    await setEventStatus(platform, admin, id, "cancelled");
    const { event, component } = parsed(await visit(`${slug}/calendar.ics`));
    expect([event.sequence, component.getFirstPropertyValue("status")]).toEqual([after.sequence + 1, "CANCELLED"]);
  });

  it("of a title that would like to be more is one event still", async () => {
    const title = 'A\\nEND:VEVENT;X=1,2: "quoted" END:VCALENDAR';
    const { slug } = await newEvent(platform, admin, { title });
    expect(parsed(await visit(`${slug}/calendar.ics`)).event.summary).toBe(title);
  });
});

describe("time passes", () => {
  it("upcoming, ongoing, completed: as the clock says, and from the one list to the other", async () => {
    const { id, slug, starts_at, ends_at } = await newEvent(platform, admin, { title: "An hour" });
    const until = (at: string) => pass(platform, Date.parse(at) + 60_000 - Date.now() - platform.ahead);
    const listed = async (when: string) => {
      const { body } = await call(platform, `GET /api/events?limit=100&when=${when}`);
      return body.events.some((event: { id: string }) => event.id === id);
    };
    expect([await listed("upcoming"), await listed("past")]).toEqual([true, false]);
    until(starts_at);
    await sweep(platform);
    expect((await visit(slug)).body.event.status).toBe("ongoing");
    expect([await listed("upcoming"), await listed("past")]).toEqual([true, false]);
    until(ends_at);
    expect((await visit(slug)).body.event.status).toBe("completed");
    await sweep(platform);
    expect([await listed("upcoming"), await listed("past"), await listed("all")]).toEqual([false, true, true]);
    admin = await signedInAgain(platform, admin);
  });

  it("an event that was moved ends at its new time, not at its old one", async () => {
    const { id, ends_at, ...event } = await newEvent(platform, admin, { title: "Postponed" });
    const next = new Date(Date.parse(ends_at) + 48 * hour).toISOString();
    await asAdmin(`PUT /api/events/${id}`, { date: next.slice(0, 10) });
    pass(platform, Date.parse(ends_at) + 60_000 - Date.now() - platform.ahead);
    await sweep(platform);
    expect((await rowsOf("event")).find((row) => row.id === id)?.over).toBeUndefined();
    pass(platform, 48 * hour);
    await sweep(platform);
    expect((await rowsOf("event")).find((row) => row.id === id)?.over).toBe(true);
    admin = await signedInAgain(platform, admin);
    const later = new Date(Date.now() + platform.ahead + 24 * hour).toISOString();
    await asAdmin(`PUT /api/events/${id}`, { date: later.slice(0, 10) });
    expect((await rowsOf("event")).find((row) => row.id === id)?.over).toBeUndefined();
    expect(event.slug).toBe("postponed");
  });
});
