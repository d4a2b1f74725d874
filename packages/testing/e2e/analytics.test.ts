import { parse } from "csv-parse/sync";
import { addDays, dayOf, mondayOf, monthOf } from "#core/day";
import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { newLessons } from "../curriculum";
import { placeEvent } from "../events";
import { ledger } from "../ledger";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { rowsOf } from "../rows";
import { delivered } from "../webhook";

describe("analytics", () => {
  let platform: TestPlatform;
  let admin: Person;
  let learner: Person;
  let free: { id: string };
  let dear: { id: string };
  let cheap: { id: string };

  const today = () => dayOf(new Date(Date.now() + platform.ahead));
  const asAdmin = (route: string, body?: object): Promise<Reply> => call(platform, route, { token: admin.token, body });

  async function bought(course: { id: string }): Promise<string> {
    const { body } = await order(platform, learner, course);
    await pay(platform, body.payment);
    await delivered(platform);
    return body.order.id;
  }

  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    learner = await newPerson(platform);
    free = await newCourse(platform, admin, { title: "Free", price: 0 });
    dear = await newCourse(platform, admin, { title: "Dear", price: 1000 });
    cheap = await newCourse(platform, admin, { title: "Cheap", price: 500 });
    const [lesson] = await newLessons(platform, admin, free.id, [{}]);
    const { token } = learner;
    await call(platform, `POST /api/courses/${free.id}/enroll`, { token });
    await call(platform, `PUT /api/courses/${free.id}/lessons/${lesson}/progress`, {
      token,
      body: { completed: true },
    });
    await bought(cheap);
    const id = await bought(dear);
    const refund = await asAdmin(`POST /api/orders/${id}/refund`, { amount: 600, reason: "Half of it was known" });
    if (refund.status !== 201) throw new Error(JSON.stringify(refund.body));
    const left = await order(platform, await newPerson(platform), dear);
    await asAdmin(`PUT /api/orders/${left.body.order.id}/status`, {
      status: "cancelled",
      reason: "Changed their mind",
    });
    await platform.settled();
  }, 300_000);
  afterAll(() => platform.close());

  it("tells the revenue of each day, and what it is made of", async () => {
    const { body, status } = await asAdmin(`GET /api/analytics/revenue?from=${addDays(today(), -2)}&to=${today()}`);
    expect(status).toBe(200);
    const nothing = { paid: 0, gross: 0, refunds: 0, net: 0, average_order_value: 0, refund_rate: 0, currency: "INR" };
    const all = {
      paid: 2,
      gross: 1500,
      refunds: 600,
      net: 900,
      net_events: 0,
      average_order_value: 750,
      refund_rate: 0.4,
    };
    expect(body.revenue).toMatchObject([
      { date: addDays(today(), -2), ...nothing },
      { date: addDays(today(), -1), ...nothing },
      { date: today(), currency: "INR", ...all },
    ]);
    expect(body.totals).toMatchObject([{ currency: "INR", ...all }]);
    const sum = (await ledger()).reduce((money, entry) => money + entry.money, 0);
    expect(body.totals[0].net * 100).toBe(sum);
  });

  it("tells what became of the orders that were placed on a day", async () => {
    const { body } = await asAdmin("GET /api/orders/analytics");
    expect(body.orders).toHaveLength(30);
    expect(body.orders.at(-1)).toMatchObject({
      ...{ date: today(), placed: 3, paid: 2, given_up: 1, refunded: 1 },
      ...{ cohort_paid: 2, cohort_completed: 2, cohort_given_up: 1, conversion: 0.6667 },
    });
  });

  it("has a row for each week from Monday, and for each month, the empty ones included", async () => {
    const weeks = (await asAdmin("GET /api/analytics/revenue?interval=week")).body;
    expect(weeks.revenue).toHaveLength(12);
    expect(weeks.revenue.at(-1)).toMatchObject({ date: mondayOf(today()), net: 900 });
    expect(weeks).toMatchObject({ interval: "week", to: addDays(mondayOf(today()), 6) });
    const months = (await asAdmin("GET /api/analytics/revenue?interval=month")).body;
    expect(months.revenue).toHaveLength(12);
    expect(months.revenue.at(-1)).toMatchObject({ date: `${monthOf(today())}-01`, net: 900 });
  });

  it("tells of one currency if asked to", async () => {
    const { body } = await asAdmin("GET /api/analytics/revenue?currency=USD");
    expect(body.totals).toMatchObject([{ currency: "USD", net: 0 }]);
    expect(body.revenue).toHaveLength(30);
  });

  it("tells who came, who there is, and who goes on learning", async () => {
    const { body } = await asAdmin(`GET /api/analytics/users?from=${today()}`);
    expect(body.users).toEqual([{ date: today(), registered: 3, deleted: 0 }]);
    expect(body.now).toEqual({ students: 2, instructors: 0, admins: 1, active: 3, inactive: 0, pending: 0 });
    expect(body.cohorts).toHaveLength(12);
    expect(body.cohorts.at(-1)).toEqual({ cohort: monthOf(today()), learners: 1, active: [1] });
  });

  it("tells what is learned, and which courses do best", async () => {
    const { body } = await asAdmin(`GET /api/analytics/courses?from=${today()}`);
    const figures = { enrollments: 3, paid_enrollments: 2, completions: 1, certificates: 1 };
    expect(body.learning).toEqual([{ date: today(), ...figures }]);
    expect(body.now).toEqual({
      courses: { draft: 0, published: 3, archived: 0 },
      enrollments: { active: 2, completed: 1, cancelled: 0 },
    });
    expect(body.top.by_revenue).toEqual([
      { id: cheap.id, title: "Cheap", value: 500, currency: "INR" },
      { id: dear.id, title: "Dear", value: 400, currency: "INR" },
    ]);
    expect(body.top.by_enrollments.map(({ id }: { id: string }) => id).sort()).toEqual(
      [free.id, dear.id, cheap.id].sort(),
    );
  });

  it("tells what has become of the registrations of a day", async () => {
    const { Registrations } = await import("#core/registration.entity");
    const event = await placeEvent();
    const at = new Date(Date.now() + platform.ahead).toISOString();
    const row = (n: number, more: object) => ({
      ...{ user_id: `u${n}`, event_id: event.id, status: "registered", attendance_status: "registered", revision: 1 },
      ...{
        registration_date: at,
        created_at: at,
        updated_at: at,
        user_name: "A",
        user_email: "a@b.in",
        event_title: "E",
      },
      ticket: `t${n}`,
      ...more,
    });
    const rows = [
      row(1, { attendance_status: "attended", grant: "order:ord_1" }),
      row(2, { attendance_status: "no_show" }),
      row(3, { status: "cancelled", attendance_status: "cancelled" }),
      row(4, { status: "waiting", ticket: undefined }),
    ];
    for (const one of rows) await Registrations.put(one as never).go();
    await platform.settled();
    const { body } = await asAdmin(`GET /api/analytics/events?from=${today()}`);
    const figures = { registrations: 3, paid_registrations: 1, cancellations: 1, attended: 1, no_shows: 1 };
    expect(body.registrations).toEqual([{ date: today(), ...figures }]);
    expect(body.top.by_registrations).toEqual([{ id: event.id, title: event.title, value: 3 }]);
    await Registrations.patch({ user_id: "u1", event_id: event.id }).set({ attendance_status: "registered" }).go();
    await platform.settled();
    expect((await asAdmin("GET /api/analytics/events")).body.totals).toMatchObject({ registrations: 3, attended: 0 });
  });

  it("puts it all onto one dashboard, against the time before", async () => {
    const { body, status } = await asAdmin("GET /api/analytics/dashboard");
    expect(status).toBe(200);
    const { periods, totals, top_courses } = body.dashboard;
    expect(periods.today.figures).toMatchObject({
      placed: 3,
      paid: 2,
      gross: 1500,
      refunds: 600,
      net: 900,
      registered: 3,
    });
    expect(periods.yesterday.figures).toMatchObject({ placed: 0, net: 0 });
    expect(periods.last_30_days).toMatchObject({
      from: addDays(today(), -29),
      to: today(),
      figures: { enrollments: 3 },
    });
    expect(periods.last_7_days.change).toMatchObject({ net: null, paid: null });
    expect(totals).toMatchObject({ orders: 3, pending_testimonials: 0, courses: { published: 3 } });
    expect(top_courses.by_revenue).toHaveLength(2);
  });

  it("gives the series as CSV", async () => {
    const reply = await asAdmin(`GET /api/analytics/revenue?from=${addDays(today(), -1)}&format=csv`);
    expect(reply.headers.get("content-disposition")).toBe('attachment; filename="revenue.csv"');
    const rows: Record<string, string>[] = parse(reply.body, { bom: true, columns: true });
    expect(rows).toMatchObject([
      { date: addDays(today(), -1), currency: "INR", net: "0" },
      { date: today(), currency: "INR", paid: "2", net: "900" },
    ]);
  });

  it.each([
    ["orders/analytics", "orders.csv", 30],
    ["analytics/users", "users.csv", 30],
    ["analytics/courses", "learning.csv", 30],
    ["analytics/events", "registrations.csv", 30],
  ])("gives %s as CSV, too", async (path, file, rows) => {
    const reply = await asAdmin(`GET /api/${path}?format=csv`);
    expect(reply.headers.get("content-disposition")).toBe(`attachment; filename="${file}"`);
    expect(parse(reply.body, { bom: true, columns: true })).toHaveLength(rows);
  });

  it.each([
    ["from=2026-03-01&to=2026-02-01", "query.from"],
    ["from=2025-01-01&to=2026-01-02", "query.from"],
    ["from=2024-01-01&to=2026-01-02&interval=week", "query.from"],
    ["from=2010-01-01&to=2026-01-01&interval=month", "query.from"],
    ["from=2026-02-30", "query.from"],
    ["to=0001-01-01", "query.to"],
    ["interval=year", "query.interval"],
    ["currency=BTC", "query.currency"],
    ["nothing=1", "query.nothing"],
  ])("refuses %s", async (query, path) => {
    const { status, body } = await asAdmin(`GET /api/analytics/revenue?${query}`);
    expect({ status, code: body.code, path: body.errors?.[0]?.path }).toEqual({
      status: 400,
      code: "invalid_input",
      path,
    });
  });

  it("takes as much as a leap year of days, two years of weeks and ten of months", async () => {
    const asked = ["from=2024-01-01&to=2024-12-31", "from=2024-01-01&to=2025-12-31&interval=week"];
    const rows = [];
    for (const query of [...asked, "from=2016-01-01&to=2025-12-31&interval=month"])
      rows.push((await asAdmin(`GET /api/analytics/revenue?${query}`)).body.revenue?.length);
    expect(rows).toEqual([366, 105, 120]);
  });

  it("is an admin's only", async () => {
    expect((await call(platform, "GET /api/orders/analytics", { token: learner.token })).status).toBe(403);
    expect((await call(platform, "GET /api/orders/analytics")).status).toBe(401);
  });

  describe("when a sum is wrong or lost", () => {
    const change = async (day: string, value?: number): Promise<void> => {
      const { documents, store } = await import("#adapters/table");
      const { DeleteCommand, UpdateCommand } = await import("@aws-sdk/lib-dynamodb");
      const at = { TableName: store.table, Key: { pk: "stats#orders", sk: `${day}#INR` } };
      if (value === undefined) return void (await documents.send(new DeleteCommand(at)));
      const set = { UpdateExpression: "SET net = :v", ExpressionAttributeValues: { ":v": value } };
      await documents.send(new UpdateCommand({ ...at, ...set }));
    };

    it.each([[1], [undefined]])("the census tells, and a rebuild sets it right (%s)", async (value) => {
      const before = await rowsOf("bucket");
      await change(today(), value);
      const { takeCensus } = await import("#core/census");
      const wrong = (await takeCensus()).find(({ what }) => what === `orders|${today()}#INR net`);
      expect(wrong).toMatchObject({ says: value ?? 0, is: 90_000 });
      const { rebuild } = await import("#core/rebuild");
      await rebuild(() => Promise.resolve(), new Date());
      await platform.settled();
      expect(await takeCensus()).toEqual([]);
      const withoutZeros = (rows: Record<string, unknown>[]) =>
        rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, one]) => one !== 0)));
      expect(withoutZeros(await rowsOf("bucket"))).toEqual(withoutZeros(before));
    });
  });
});
