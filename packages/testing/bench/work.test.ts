import type { FinishedInvocation, LogLine } from "#local/cloud/invocation";
import type { Meter } from "./meter";
import { plainName, worksOf } from "./work";

const meter = {
  spansOf: () => [
    { from: 10, until: 14 },
    { from: 12, until: 20 },
  ],
} as unknown as Meter;

const invocation = (requestId: string, functionName: string): FinishedInvocation => ({
  ...{ requestId, functionName, source: undefined, causes: [], outcome: { payload: "{}" }, durationMs: 25 },
  calls: [
    { n: 1, service: "dynamodb", action: "Query", units: { read: 0.5, write: 0 } },
    { n: 2, service: "dynamodb", action: "Query", units: { read: 1, write: 2 } },
  ],
});

const line = (requestId: string, text: string): LogLine => ({ functionName: "any", requestId, line: text });

test("a function's invocations become one work, without what they waited", () => {
  const lines = new Map([["1", [line("1", "päckchen"), line("1", "two")]]]);
  const both = ["1", "2"].map((id) => invocation(id, "instaiq-dev-mailerFunction12AB"));
  expect(worksOf(both, meter, lines)).toEqual([
    {
      ...{ function: "mailer", invocations: 2, ms: 30, trips: 2, read: 3, write: 4, lines: 2, bytes: 12 },
      calls: { "dynamodb:Query": 4 },
    },
  ]);
});

test("functions are told apart, in the order of their names", () => {
  const names = ["projector", "mailer"].map((name) => `instaiq-dev-${name}FunctionAB12`);
  const works = worksOf(
    names.map((name, index) => invocation(String(index), name)),
    meter,
    new Map(),
  );
  expect(works.map(({ function: name }) => name)).toEqual(["mailer", "projector"]);
});

test("a name is without what the deployment has added", () => {
  expect(plainName("InstaIq-dev-coursesFunction9C1F-x7")).toBe("courses");
});
