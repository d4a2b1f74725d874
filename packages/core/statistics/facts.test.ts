import fc from "fast-check";
import { factFrom, textOf } from "./fact";

process.env.TABLE_NAME = "instaiq-test";
const load = async () => ({ ...(await import("./facts")), ...(await import("./sums")) });

let factsOf: Awaited<ReturnType<typeof load>>["factsOf"];
let additions: Awaited<ReturnType<typeof load>>["additions"];
beforeAll(async () => {
  ({ factsOf, additions } = await load());
});

const entry = (more: object) => ({
  ...{ __edb_e__: "entry", order_id: "ord_1", what: "paid", money: 149_900, currency: "INR", kind: "course" },
  ...{ subject_id: "crs_1", at: "2026-11-23T18:31:00.000Z", placed_at: "2026-11-23T18:29:00.000Z" },
  ...more,
});

const texts = (row: object): string[] => factsOf(row as Record<string, unknown>).map(textOf);

describe("what a row counts as", () => {
  it("is of the day on which it happened, but for the cohort of the day on which the order was placed", () => {
    expect(texts(entry({}))).toEqual(
      expect.arrayContaining([
        "orders|2026-11-24#INR|paid|1",
        "orders|2026-11-24#INR|net|149900",
        "orders|2026-11-23#INR|cohort_paid|1",
        "orders#months|2026-11#INR|gross|149900",
        "course|crs_1|INR|revenue|149900",
      ]),
    );
  });

  it("tells discount and tax in minor units, of a currency without any, too", () => {
    const detail = { discount: 100, tax: 18 };
    expect(texts(entry({ detail }))).toContain("orders|2026-11-24#INR|discounts|10000");
    expect(texts(entry({ detail, currency: "JPY", money: 500 }))).toContain("orders|2026-11-24#JPY|tax|18");
  });

  it.each([
    [{ what: "refunded", money: -500 }, ["refunds|500", "refunded|1", "net|-500"]],
    [{ what: "refund_failed", money: 500 }, ["refunds|-500", "refunded|-1", "net|500"]],
    [{ what: "dispute_opened", money: -500 }, ["disputes|500", "disputed|1", "net|-500"]],
    [{ what: "dispute_won", money: 500 }, ["disputes|-500", "net|500"]],
    [{ what: "dispute_lost", money: -500, kind: "event" }, ["disputes|500", "disputed|1", "net_events|-500"]],
    [{ what: "drifted", money: 7 }, ["net|7"]],
  ])("%j is %j", (more, figures) => {
    expect(texts(entry(more))).toEqual(
      expect.arrayContaining(figures.map((figure) => `orders|2026-11-24#INR|${figure}`)),
    );
  });

  it("is nothing of what has no figure, and nothing of a row that is gone", () => {
    expect([texts(entry({ what: "invoiced", money: 0 })), texts(entry({ what: "refund_failed", money: 0 }))]).toEqual([
      [],
      [],
    ]);
    expect([factsOf(undefined), factsOf({ __edb_e__: "upload" })]).toEqual([[], []]);
  });

  it("is a learner of the cohort of their first month, in each month", () => {
    const row = { __edb_e__: "learner", user_id: "u1", months: new Set(["2026-11", "2026-09"]) };
    expect(texts(row)).toEqual(["cohorts|2026-09#2026-09|learners|1", "cohorts|2026-09#2026-11|learners|1"]);
  });

  it("comes back from the text that it is kept as", () => {
    const slots = fc.stringMatching(/^\d{4}-\d\d(-\d\d)?(#[A-Z]{3})?$/);
    fc.assert(
      fc.property(slots, fc.integer(), fc.boolean(), (slot, amount, standing) => {
        const to = standing
          ? ({ kind: "course", subject_id: "crs_1", measure: "INR" } as const)
          : { family: "orders", slot };
        expect(factFrom(textOf({ to, field: "net", amount }))).toEqual({ to, field: "net", amount });
      }),
    );
  });
});

describe("additions", () => {
  it("are one step per row, however many facts go to it, and none where they come to nothing", () => {
    const facts = [entry({}), entry({ order_id: "ord_2" }), entry({ order_id: "ord_3", money: 100 })].flatMap(factsOf);
    expect(additions(facts)).toHaveLength(4);
    expect(additions([...facts, ...facts.map((fact) => ({ ...fact, amount: -fact.amount }))])).toEqual([]);
  });
});
