import { faultsOf } from "#testing/template";
import { synthesize } from "#testing/template/synthesis";
import { alarmsFor } from "./alarms";
import { type StageName, stages } from "./stages";

const all = Object.keys(stages) as StageName[];

describe("a stage is synthesized as it promises, with nothing that the guard objects to:", () => {
  test.each(all)("%s", (stage) => {
    expect(faultsOf(synthesize(stage), stage)).toEqual([]);
  });

  test.each(all)("%s, with somebody who is woken", (stage) => {
    expect(faultsOf(synthesize(stage, { alarm_email: "ops@instaiq.test" }), stage)).toEqual([]);
  });

  test.each(["prd", "production", "Prod", "toString", ""])("none by the name of %j", (stage) => {
    expect(() => synthesize(stage)).toThrow(`there is no stage ${stage}: -c stage=dev or staging or prod`);
  });
});

describe("a stage is found wanting when it is taken for another:", () => {
  test.each<[StageName, StageName]>([
    ["dev", "prod"],
    ["prod", "dev"],
    ["staging", "prod"],
    ["prod", "staging"],
  ])("%s for %s", (stage, other) => {
    expect(faultsOf(synthesize(stage), other)).not.toEqual([]);
  });
});

describe("what is asked of staff at sign-in", () => {
  const asked = (stage: StageName, context: Record<string, string> = {}): unknown[] => {
    const functions = Object.values(synthesize(stage, context).Resources).filter(
      ({ Type }) => Type === "AWS::Lambda::Function",
    );
    const variables = functions.map(({ Properties }) => Properties?.Environment as { Variables?: object } | undefined);
    const told = variables.flatMap((one) => Object.entries(one?.Variables ?? {}));
    return [...new Set(told.flatMap(([name, value]) => (name === "STAFF_SECOND_FACTOR" ? [value] : [])))];
  };

  test.each<[StageName, Record<string, string>, string]>([
    ["dev", {}, "optional"],
    ["staging", {}, "required"],
    ["prod", {}, "required"],
    ["dev", { STAFF_SECOND_FACTOR: "required" }, "required"],
    ["prod", { STAFF_SECOND_FACTOR: "optional" }, "optional"],
  ])("on %s with %j: it is %s, for every function alike", (stage, context, expected) => {
    expect(asked(stage, context)).toEqual([expected]);
  });

  test("is never what somebody mistyped", () => {
    expect(() => synthesize("prod", { STAFF_SECOND_FACTOR: "off" })).toThrow("required or optional");
  });
});

describe("alarms", () => {
  const alarms = alarmsFor(stages.prod);

  test("have names of their own", () => {
    const names = alarms.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("ring at something that is too much, or at something that is too little", () => {
    expect(alarms.filter(({ atLeast, lessThan }) => (atLeast === undefined) === (lessThan === undefined))).toEqual([]);
  });

  test("say what people suffer, as a sentence without its full stop", () => {
    expect(alarms.filter(({ suffers }) => !/^[A-Z].+[^.]$/.test(suffers)).map(({ name }) => name)).toEqual([]);
  });

  test("look at no more metrics than CloudWatch takes, and no further back than a day", () => {
    const daily = 24 * 60;
    expect(alarms.filter(({ metrics }) => metrics.length > 9).map(({ name }) => name)).toEqual([]);
    expect(alarms.filter(({ minutes, inARow = 1 }) => minutes * inARow > daily).map(({ name }) => name)).toEqual([]);
  });
});
