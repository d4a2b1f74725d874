import type { Work } from "../work";
import type { Terms } from "./standing";
import { visitQuantities } from "./visit-cost";
import { gigabyte, quantitiesOf } from "./work-cost";

const terms: Terms = {
  ...{ memory: { courses: 512, resizer: 1769, webhooks: 512 }, logDays: 365 / 12, backupDays: 35 },
  ...{ plan: "plusUser", runs: {} },
};
const loads = { courses: 400, resizer: 600, webhooks: 400 };
const around = { terms, cold: 0, loads };

const work = (more: Partial<Work> = {}): Work => ({
  ...{ function: "courses", invocations: 1, ms: 0, trips: 0, calls: {}, read: 0, write: 0, lines: 0, bytes: 0 },
  ...more,
});

const secondsOf = (more: Partial<Work>, cold = 0) => {
  const { lambdaGbSecond = 0 } = quantitiesOf(work(more), { ...around, cold });
  return lambdaGbSecond / ((terms.memory[more.function ?? "courses"] ?? 0) / 1024);
};

describe("a function's seconds", () => {
  test("are what it computes, stretched to its share of a processor", () => {
    expect(secondsOf({ ms: 10 })).toBeCloseTo((0.01 * 1769) / 512, 9);
    expect(secondsOf({ function: "resizer", ms: 2000 })).toBeCloseTo(2, 9);
  });

  test("are its waiting, which nothing stretches", () => {
    expect(secondsOf({ trips: 3 })).toBeCloseTo(0.018, 9);
  });

  test("are loading its code, in the share of invocations that start an environment", () => {
    expect(secondsOf({ invocations: 10 }, 0.25)).toBeCloseTo(1, 9);
  });
});

describe("work uses", () => {
  test("units and invocations as they were counted", () => {
    expect(quantitiesOf(work({ read: 2.5, write: 8, invocations: 3 }), around)).toMatchObject({
      ...{ read: 2.5, write: 8, lambdaRequest: 3 },
    });
  });

  test("other services by its calls to them", () => {
    const calls = { "ses:SendRawEmail": 2, "secretsmanager:GetSecretValue": 1, "s3:CopyObject": 1, "s3:GetObject": 4 };
    expect(quantitiesOf(work({ calls }), around)).toMatchObject({ mail: 2, secretCall: 1, keyCall: 1, put: 1, get: 4 });
  });

  test("log lines with what Lambda and CloudWatch add, of which a part is kept", () => {
    const { logGb = 0, logStoredGb = 0 } = quantitiesOf(work({ lines: 2, bytes: 500 }), around);
    expect(logGb * gigabyte).toBeCloseTo(500 + 2 * 26 + 420, 6);
    expect(logStoredGb / logGb).toBeCloseTo(0.15, 9);
  });

  test("nothing that is known, if its function isn't", () => {
    expect(() => quantitiesOf(work({ function: "nobody" }), around)).toThrow("the memory or the load of nobody");
  });
});

describe("a visit", () => {
  const visit = (name: string) => ({ name, answer: 1000, provider: 0, own: work({ read: 1 }), following: [] });

  test("passes edge, firewall, gateway and function", () => {
    expect(visitQuantities(visit("courses.list"), around)).toMatchObject({
      ...{ edgeRequest: 1, firewallRequest: 1, gatewayRequest: 1, lambdaRequest: 1, read: 1 },
      edgeGb: 1000 / gigabyte,
    });
  });

  test("stays at the edge as often as it is kept there", () => {
    expect(visitQuantities(visit("courses.list by price"), around, 0.75)).toMatchObject({
      ...{ edgeRequest: 1, firewallRequest: 1, gatewayRequest: 0.25, lambdaRequest: 0.25, read: 0.25 },
    });
  });

  test.each(["courses.mine", "orders.createPayment", "content.view"])("is never kept where it is %s", (name) => {
    expect(visitQuantities(visit(name), around, 0.75)).toMatchObject({ gatewayRequest: 1, lambdaRequest: 1 });
  });

  test("asks the gateway once more for a webhook that follows", () => {
    const told = { ...visit("orders.refund"), following: [work({ function: "webhooks", invocations: 2 })] };
    expect(visitQuantities(told, around)).toMatchObject({ gatewayRequest: 3, lambdaRequest: 3, edgeRequest: 1 });
  });
});
