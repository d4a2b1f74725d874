import { rateRuleOf } from "./rate-rule";

describe("the rate rule of the firewall", () => {
  test.each([
    [100, 900, { limit: 66, window: 600 }],
    [100, 600, { limit: 100, window: 600 }],
    [100, 599, { limit: 50, window: 300 }],
    [30, 130, { limit: 27, window: 120 }],
    [1000, 60, { limit: 1000, window: 60 }],
    [10, 30, { limit: 20, window: 60 }],
  ])("lets %d requests in %d seconds through as %j", (requests, seconds, rule) => {
    expect(rateRuleOf(requests, seconds)).toEqual(rule);
  });

  test.each([
    [9, 60],
    [14, 900],
    [Number.NaN, 900],
    [100, Number.NaN],
    [-100, -900],
  ])("is refused where WAF can't keep it: %d requests in %d seconds", (requests, seconds) => {
    expect(() => rateRuleOf(requests, seconds)).toThrow("WAF can't count");
  });
});
