import { type PriceName, prices } from "./prices";
import { byService, plus, priceOf, times, total } from "./quantities";

describe("a price", () => {
  test.each<[PriceName, number, number]>([
    ["gatewayRequest", 1_000_000, 1],
    ["read", 8_000_000, 1],
    ["write", 1_600_000, 1],
    ["edgeRequest", 1_000_000, 1],
    ["lambdaRequest", 5_000_000, 1],
    ["lambdaGbSecond", 400_000, 5.33336],
    ["put", 200_000, 1],
    ["get", 2_500_000, 1],
    ["mail", 10_000, 1],
    ["secretCall", 200_000, 1],
    ["plusUser", 50, 1],
    ["trace", 200_000, 1],
  ])("of %s: %d make %d $", (name, quantity, dollars) => expect(priceOf(name, quantity)).toBeCloseTo(dollars, 9));

  test("is more than nothing, and for some number of units", () => {
    for (const { usd, per, unit, service } of Object.values(prices)) {
      expect(usd).toBeGreaterThan(0);
      expect(Number.isInteger(per) && per > 0).toBe(true);
      expect(unit && service).toBeTruthy();
    }
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1])("isn't told of %d of anything", (quantity) => {
    expect(() => priceOf("read", quantity)).toThrow(`${quantity} is no quantity of read`);
    expect(() => total({ write: 1, read: quantity })).toThrow(`${quantity} is no quantity of read`);
  });
});

describe("quantities", () => {
  test("are added thing by thing, and multiplied", () => {
    expect(plus({ read: 1, write: 2 }, { read: 3 }, {})).toEqual({ read: 4, write: 2 });
    expect(times({ read: 4, write: 2 }, 0.5)).toEqual({ read: 2, write: 1 });
  });

  test("are summed by service, the dearest first", () => {
    const used = { read: 8_000_000, write: 1_600_000, gatewayRequest: 3_000_000 };
    expect(byService(used)).toEqual([
      ["API Gateway", 3],
      ["DynamoDB", 2],
    ]);
    expect(total(used)).toBe(5);
    expect(total({})).toBe(0);
  });
});
