import { parse } from "csv-parse/sync";
import { call } from "../api";
import { newCategory } from "../categories";
import { newCoupon, orderWith } from "../coupons";
import { newCourse } from "../courses";
import { placeEvent } from "../events";
import { violations } from "../invariants";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { hour, pass, signedInAgain } from "../time";

let platform: TestPlatform;
let admin: Person;
let buyer: Person;
beforeAll(async () => {
  const variables = ({ stripe }: { stripe: string }) => ({ STRIPE_API_BASE: stripe, RATE_LIMIT_ATTEMPTS: "1000" });
  platform = await openTestPlatform({ variables });
  admin = await newPerson(platform, { role: "admin" });
  buyer = await newPerson(platform);
});
afterEach(async () => {
  await platform.settled();
  expect(await violations(platform)).toEqual([]);
  const { takeCensus } = await import("#core/census");
  expect(await takeCensus()).toEqual([]);
});
afterAll(() => platform.close());

const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
const preview = (code: string, wanted: object, { token } = buyer) =>
  call(platform, "POST /api/coupons/preview", { token, body: { code, ...wanted } });

describe("a coupon", () => {
  it("is made, kept in upper case, and found by id and by code in any case", async () => {
    const terms = { kind: "fixed", value: 250, currency: "INR", max_uses: 100, description: "For early birds" };
    const made = await asAdmin("POST /api/coupons", { code: " early_Bird-1 ", ...terms });
    expect(made).toMatchObject({
      status: 201,
      body: { coupon: { code: "EARLY_BIRD-1", ...terms, active: true, uses: 0, created_by: admin.id } },
    });
    const { coupon } = made.body;
    for (const reference of [coupon.id, "EARLY_BIRD-1", "early_bird-1"])
      expect((await asAdmin(`GET /api/coupons/${reference}`)).body.coupon).toEqual(coupon);
  });

  it("has a code of its own, whatever the case", async () => {
    const { code } = await newCoupon(platform, admin);
    const twin = { code: code.toLowerCase(), kind: "percent", value: 5 };
    expect(await asAdmin("POST /api/coupons", twin)).toMatchObject({ status: 409, body: { code: "coupon_exists" } });
  });

  it.each([
    ["no percentage", { value: 0 }, ["body.value"]],
    ["more than all", { value: 101 }, ["body.value"]],
    ["a part of a per cent", { value: 12.5 }, ["body.value"]],
    ["a fixed nothing", { kind: "fixed", value: 0 }, ["body.value"]],
    ["a fixed amount in no currency", { kind: "fixed", value: 10 }, ["body.currency"]],
    ["parts of a yen", { kind: "fixed", value: 10.5, currency: "JPY" }, ["body.value"]],
    ["a least price in no currency", { min_amount: 100 }, ["body.currency"]],
    ["a cap of a fixed amount", { kind: "fixed", currency: "INR", max_discount: 5 }, ["body.max_discount"]],
    [
      "an end before its beginning",
      { starts_at: "2026-03-01T00:00:00Z", ends_at: "2026-02-01T00:00:00Z" },
      ["body.ends_at"],
    ],
    ["courses, but none", { course_ids: [] }, ["body.course_ids"]],
    ["a code with a space", { code: "TEN PER CENT" }, ["body.code"]],
    ["a short code", { code: "AB" }, ["body.code"]],
  ])("isn't made of %s", async (_, terms, paths) => {
    const body = { code: "NEVER-MADE", kind: "percent", value: 10, ...terms };
    const reply = await asAdmin("POST /api/coupons", body);
    expect(reply).toMatchObject({ status: 400, body: { code: "invalid_input" } });
    expect(reply.body.errors.map(({ path }: { path: string }) => path)).toEqual(paths);
    expect((await asAdmin("GET /api/coupons/NEVER-MADE")).body.code).toBe("coupon_not_found");
  });

  it("is changed in what is named; null takes a condition away", async () => {
    const { id, code } = await newCoupon(platform, admin, { max_uses: 5, starts_at: "2026-01-01T00:00:00Z" });
    const { body } = await asAdmin(`PUT /api/coupons/${id}`, { value: 20, max_uses: null });
    expect(body.coupon).toMatchObject({
      ...{ code, value: 20, max_uses: null, starts_at: "2026-01-01T00:00:00.000Z", kind: "percent" },
    });
    expect((await asAdmin(`GET /api/coupons/${id}`)).body.coupon).toEqual(body.coupon);
    expect((await asAdmin(`PUT /api/coupons/${id}`, { code: "OTHER" })).status).toBe(400);
    expect((await asAdmin(`PUT /api/coupons/${id}`, { kind: "fixed" })).body.errors).toMatchObject([
      { path: "body.currency" },
    ]);
    expect((await asAdmin("PUT /api/coupons/cpn_0001", { value: 1 })).body.code).toBe("coupon_not_found");
  });

  it("isn't limited to fewer uses than there have been", async () => {
    const coupon = await newCoupon(platform, admin);
    for (let n = 0; n < 2; n++) await orderWith(platform, buyer, await newCourse(platform, admin), coupon);
    const limit = (max_uses: number) => asAdmin(`PUT /api/coupons/${coupon.id}`, { max_uses });
    expect(await limit(1)).toMatchObject({ status: 409, body: { code: "wrong_state" } });
    expect(await limit(2)).toMatchObject({ status: 200, body: { coupon: { uses: 2, max_uses: 2 } } });
  });

  it("is deleted while nobody has used it, and switched off afterwards", async () => {
    const [unused, used] = [await newCoupon(platform, admin), await newCoupon(platform, admin)];
    const course = await newCourse(platform, admin);
    expect((await orderWith(platform, buyer, course, used)).status).toBe(201);
    expect((await asAdmin(`DELETE /api/coupons/${unused.id}`)).body.message).toBe("Coupon deleted");
    expect((await asAdmin(`DELETE /api/coupons/${used.code}`)).body.message).toBe("Coupon switched off");
    expect((await asAdmin(`GET /api/coupons/${unused.code}`)).status).toBe(404);
    expect((await asAdmin(`DELETE /api/coupons/${unused.code}`)).status).toBe(404);
    expect((await asAdmin(`GET /api/coupons/${used.id}`)).body.coupon).toMatchObject({ active: false, uses: 1 });
    await newCoupon(platform, admin, { code: unused.code });
  });

  it("is put on record with each deed", async () => {
    const { id, code } = await newCoupon(platform, admin);
    await asAdmin(`PUT /api/coupons/${id}`, { active: false, description: "Over" });
    await asAdmin(`DELETE /api/coupons/${id}`);
    const { body } = await asAdmin(`GET /api/audit?subject=${id}`);
    expect(body.entries).toMatchObject([
      { action: "coupon.delete", detail: { code } },
      { action: "coupon.update", detail: { fields: ["active", "description"] } },
      { action: "coupon.create", detail: { code, kind: "percent", value: 10 } },
    ]);
  });

  it("stands in the list of all, and of those that are switched on or off; as CSV, too", async () => {
    const [on, off] = [await newCoupon(platform, admin), await newCoupon(platform, admin, { active: false })];
    const listed = async (query: string) => (await asAdmin(`GET /api/coupons?limit=100${query}`)).body;
    const all = await listed("");
    expect(
      all.coupons
        .map(({ id }: { id: string }) => id)
        .slice(0, 2)
        .toSorted(),
    ).toEqual([on.id, off.id].toSorted());
    expect(all.total).toBe(all.coupons.length);
    for (const active of [true, false]) {
      const some = await listed(`&active=${active}`);
      const expected = all.coupons.filter((coupon: { active: boolean }) => coupon.active === active);
      expect(some.coupons).toEqual(expected);
      expect(some.total).toBe(expected.length);
    }
    const rows: Record<string, string>[] = parse(await listed("&format=csv"), { bom: true, columns: true });
    expect(rows.map(({ code }) => code)).toEqual(all.coupons.map(({ code }: { code: string }) => code));
    await asAdmin(`PUT /api/coupons/${on.id}`, { active: false });
    expect((await listed("&active=false")).coupons).toContainEqual(expect.objectContaining({ id: on.id }));
    expect((await listed("&active=true")).coupons).not.toContainEqual(expect.objectContaining({ id: on.id }));
  });
});

describe("a preview", () => {
  it("says what the order then says, and uses nothing", async () => {
    const course = await newCourse(platform, admin, { price: 999.99 });
    const coupon = await newCoupon(platform, admin, { value: 15, max_uses: 1 });
    const { body } = await preview(coupon.code.toLowerCase(), { course_id: course.slug });
    expect(body.preview).toMatchObject({
      ...{ code: coupon.code, course_id: course.id, event_id: null, title: course.title, currency: "INR" },
      total_amount: 849.99,
    });
    expect((await asAdmin(`GET /api/coupons/${coupon.id}`)).body.coupon.uses).toBe(0);
    const { body: ordered } = await orderWith(platform, buyer, course, coupon);
    const { amount, discount_amount, tax_amount, total_amount } = body.preview;
    expect(ordered.order).toMatchObject({ amount, discount_amount, tax_amount, total_amount });
    expect(ordered.order.coupon_code).toBe(coupon.code);
  });

  it("counts the use that the buyer's open order has as theirs", async () => {
    const course = await newCourse(platform, admin);
    const coupon = await newCoupon(platform, admin, { max_uses: 1, max_uses_per_user: 1 });
    await orderWith(platform, buyer, course, coupon);
    expect((await preview(coupon.code, { course_id: course.id })).status).toBe(200);
    const other = await newCourse(platform, admin);
    expect((await preview(coupon.code, { course_id: other.id })).body.code).toBe("coupon_exhausted");
    const stranger = await newPerson(platform);
    expect((await preview(coupon.code, { course_id: course.id }, stranger)).body.code).toBe("coupon_exhausted");
  });

  it("tells one's own limit from the coupon's", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses_per_user: 1 });
    await orderWith(platform, buyer, await newCourse(platform, admin), coupon);
    const course = await newCourse(platform, admin);
    expect(await preview(coupon.code, { course_id: course.id })).toMatchObject({
      status: 409,
      body: { code: "coupon_exhausted", detail: "You have used it as often as you may" },
    });
    const stranger = await newPerson(platform);
    expect((await preview(coupon.code, { course_id: course.id }, stranger)).status).toBe(200);
  });

  it("doesn't know a code that is switched off from one that isn't there", async () => {
    const { id: course_id } = await newCourse(platform, admin);
    const { code } = await newCoupon(platform, admin, { active: false });
    const [off, none] = [await preview(code, { course_id }), await preview("NO-SUCH-CODE", { course_id })];
    expect(off).toMatchObject({ status: 404, body: { code: "coupon_not_found" } });
    expect({ ...off.body, requestId: "" }).toEqual({ ...none.body, requestId: "" });
  });

  it("is of one thing, which is there", async () => {
    const { code } = await newCoupon(platform, admin);
    expect((await preview(code, {})).body.errors).toMatchObject([{ path: "body.course_id" }]);
    expect((await preview(code, { course_id: "crs_0001", event_id: "evt_0001" })).status).toBe(400);
    expect((await preview(code, { course_id: "nothing" })).body.code).toBe("course_not_found");
    expect((await preview(code, { event_id: "nothing" })).body.code).toBe("event_not_found");
  });

  it("is for courses in the named category and below it, as the tree stands", async () => {
    const top = await newCategory(platform, admin, { name: "Science" });
    const below = await newCategory(platform, admin, { name: "Physics", parent_id: top.id });
    const elsewhere = await newCategory(platform, admin, { name: "Arts" });
    const course = await newCourse(platform, admin, { category_id: below.id });
    const other = await newCourse(platform, admin, { category_id: elsewhere.id });
    const { code } = await newCoupon(platform, admin, { category_ids: [top.id] });
    expect((await preview(code, { course_id: course.id })).status).toBe(200);
    expect(await preview(code, { course_id: other.id })).toMatchObject({
      status: 409,
      body: { code: "coupon_not_applicable", detail: "It is not for this course" },
    });
    await asAdmin(`PUT /api/categories/${below.id}`, { parent_id: elsewhere.id });
    expect((await preview(code, { course_id: course.id })).body.code).toBe("coupon_not_applicable");
  });

  it("is for named courses and events, in its currency, from its least price on", async () => {
    const [course, other] = [await newCourse(platform, admin), await newCourse(platform, admin)];
    const event = await placeEvent({ price: 500 });
    const { code } = await newCoupon(platform, admin, { course_ids: [course.id], event_ids: [event.id] });
    expect((await preview(code, { course_id: course.id })).status).toBe(200);
    expect((await preview(code, { event_id: event.id })).body.preview).toMatchObject({
      ...{ event_id: event.id, course_id: null, total_amount: 450 },
    });
    expect((await preview(code, { course_id: other.id })).body.detail).toBe("It is not for this course");
    expect((await preview(code, { event_id: (await placeEvent()).id })).body.detail).toBe("It is not for this event");
    const dollars = await newCoupon(platform, admin, { kind: "fixed", value: 5, currency: "USD" });
    expect((await preview(dollars.code, { course_id: course.id })).body.detail).toBe("It is for prices in USD");
    const dear = await newCoupon(platform, admin, { currency: "INR", min_amount: 1500 });
    expect((await preview(dear.code, { course_id: course.id })).body.code).toBe("coupon_not_applicable");
  });

  it("is refused before the coupon's time and after it", async () => {
    const { id: course_id } = await newCourse(platform, admin);
    const from = Date.now() + platform.ahead;
    const [starts_at, ends_at] = [hour, 2 * hour].map((later) => new Date(from + later).toISOString());
    const { code } = await newCoupon(platform, admin, { starts_at, ends_at });
    await platform.settled();
    const seen: string[] = [];
    for (let hours = 0; hours < 3; hours++) {
      const { body } = await preview(code, { course_id }, await signedInAgain(platform, buyer));
      seen.push(body.code ?? "valid");
      pass(platform, hour);
    }
    expect(seen).toEqual(["coupon_expired", "valid", "coupon_expired"]);
    [admin, buyer] = [await signedInAgain(platform, admin), await signedInAgain(platform, buyer)];
  });
});
