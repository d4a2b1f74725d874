import type { ScheduleDefinition } from "./schedule-definition";
import { parseSchedule } from "./schedule-expression";
import { Schedules } from "./schedules";

const START = Date.parse("2026-11-23T12:00:10Z");

beforeEach(() => jest.useFakeTimers({ now: START }));
afterEach(() => jest.useRealTimers());

/** Schedules of one function that writes down its events; `late` is by how much its clock is behind its timers. */
function open(
  overrides: Partial<ScheduleDefinition> = {},
  expression = "rate(1 minute)",
  { late = 0, refusal = "" } = {},
) {
  const events: unknown[] = [];
  const lines: string[] = [];
  const invoke = async (event: unknown) => {
    events.push(event);
    return { payload: "null" };
  };
  const next = parseSchedule(expression);
  if (!next) throw new Error(expression);
  const schedules = new Schedules({
    definitions: [
      {
        kind: "rule",
        logicalId: "Rule",
        name: "app-rule",
        arn: "rule-arn",
        enabled: true,
        next,
        roleArn: undefined,
        targets: [{ functionName: "sweeper", input: undefined }],
        ...overrides,
      },
    ],
    functions: new Map([["sweeper", { invoke, definition: { name: "sweeper", arn: "function-arn" } }]]),
    refusal: () => refusal || undefined,
    account: "000000000000",
    region: "us-east-1",
    clock: () => Date.now() - late,
    log: (line) => lines.push(line),
  });
  return { schedules, events, lines };
}

describe("schedules", () => {
  it("fire at their time, again and again, until closed", async () => {
    const { schedules, events } = open({}, "cron(* * * * ? *)");
    schedules.start();
    await jest.advanceTimersByTimeAsync(49_999);
    expect(events).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1 + 120_000);
    expect(events).toHaveLength(3);
    schedules.close();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(events).toHaveLength(3);
  });

  it("don't fire early when a timer does", async () => {
    const { schedules, events } = open({}, "cron(* * * * ? *)", { late: 5 });
    schedules.start();
    await jest.advanceTimersByTimeAsync(50_000);
    expect(events).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(5);
    expect(events).toHaveLength(1);
    schedules.close();
  });

  it("wait longer than one timer can", async () => {
    const { schedules, events } = open({}, "at(2027-01-01T00:00:00)");
    schedules.start();
    await jest.advanceTimersByTimeAsync(Date.parse("2026-12-31T23:59:59Z") - START);
    expect(events).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1000);
    expect(events).toHaveLength(1);
    schedules.close();
  });

  it("send EventBridge's event, or the target's own input", async () => {
    const rule = open();
    await rule.schedules.run("Rule");
    expect(rule.events).toEqual([
      {
        version: "0",
        id: expect.any(String),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: "000000000000",
        time: "2026-11-23T12:00:10Z",
        region: "us-east-1",
        resources: ["rule-arn"],
        detail: {},
      },
    ]);
    const scheduler = open({ kind: "schedule" });
    await scheduler.schedules.run("app-rule");
    expect(scheduler.events).toMatchObject([{ source: "aws.scheduler", detail: "{}" }]);
    const own = open({ targets: [{ functionName: "sweeper", input: { job: "holds" } }] });
    await own.schedules.run("Rule");
    expect(own.events).toEqual([{ job: "holds" }]);
  });

  it("stay silent while disabled, but can be run", async () => {
    const { schedules, events } = open({ enabled: false });
    schedules.start();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(events).toHaveLength(0);
    await schedules.run("Rule");
    expect(events).toHaveLength(1);
  });

  it("log why they could not invoke", async () => {
    const { schedules, events, lines } = open({}, undefined, { refusal: "not allowed" });
    schedules.start();
    await jest.advanceTimersByTimeAsync(60_000);
    schedules.close();
    expect(events).toHaveLength(0);
    expect(lines).toEqual(["Error: Rule: not allowed"]);
  });

  it("know each other by name only", async () => {
    await expect(open().schedules.run("Other")).rejects.toThrow("there is no schedule Other");
  });
});
