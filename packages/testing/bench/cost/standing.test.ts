import type { StageName } from "#infra/stages";
import { Resources } from "../../template/resources";
import { synthesize } from "../../template/synthesis";
import { readMeasured } from "../kept";
import { costDocument } from "./document";
import { estimate } from "./estimate";
import { traces } from "./model";
import { byService, total } from "./quantities";
import { standing, termsOf } from "./standing";
import { standsOf } from "./stands";
import { scales } from "./traffic";

const measured = readMeasured();
const stands = standsOf(measured);
const [small, , large] = scales;
if (!small || !large) throw new Error("there are no scales");

describe("what stands there", () => {
  const template = synthesize("prod");
  const counted = () => standing(new Resources(template, "prod"));

  test("is counted in the template: one secret more is one more", () => {
    const before = counted().secret ?? 0;
    template.Resources.Another = { Type: "AWS::SecretsManager::Secret" };
    expect(counted().secret).toBe(before + 1);
  });

  test("has an alarm's metrics, not what is reckoned from them", () => {
    const before = counted().alarmMetric ?? 0;
    const metrics = [{ Id: "e", Expression: "m0 + m1" }, ...["m0", "m1"].map((Id) => ({ Id, MetricStat: {} }))];
    template.Resources.Several = { Type: "AWS::CloudWatch::Alarm", Properties: { Metrics: metrics } };
    template.Resources.Single = { Type: "AWS::CloudWatch::Alarm", Properties: { MetricName: "Errors" } };
    expect(counted().alarmMetric).toBe(before + 3);
  });

  test("has nothing that is none", () => {
    expect(Object.entries(counted()).filter(([, count]) => !(count > 0))).toEqual([]);
  });
});

test.each<[StageName, object]>([
  ["dev", { backupDays: 0, plan: "essentialsUser", logDays: 7 }],
  ["staging", { backupDays: 7, plan: "essentialsUser", logDays: 14 }],
  ["prod", { backupDays: 35, plan: "plusUser", logDays: 90 }],
])("the terms of %s are its template's", (stage, terms) => {
  expect(stands[stage].terms).toMatchObject(terms);
  expect(stands[stage].terms).toMatchObject({ runs: { sweeper: 43_800, reconciler: 730 }, memory: { resizer: 1769 } });
});

test("a schedule that nobody can count stops the reckoning", () => {
  const template = synthesize("dev");
  template.Resources.Other = { Type: "AWS::Events::Rule", Properties: { ScheduleExpression: "cron(0 3 * * ? *)" } };
  expect(() => termsOf(new Resources(template))).toThrow("nobody knows how often cron(0 3 * * ? *) is");
});

describe("a month", () => {
  const sum = (learners: number, hits = 0) => total(estimate(measured, stands.prod, { learners, cold: 0 }, hits).month);

  test("without anybody costs what stands there, and its schedules with their traces", () => {
    const { standing: things, resting } = stands.prod;
    expect(sum(0)).toBeCloseTo(total(things) + total(resting) + total(traces(resting)), 6);
  });

  test("costs more with more learners, and less with more hits", () => {
    expect(sum(2000)).toBeGreaterThan(sum(1000));
    expect(sum(1000, 0.8)).toBeLessThan(sum(1000));
  });

  test("has Cognito's price of each learner on the stage's plan", () => {
    const cognito = (stage: StageName) =>
      new Map(byService(estimate(measured, stands[stage], large, 0).month)).get("Cognito");
    expect(cognito("prod")).toBeCloseTo(20_000, 6);
    expect(cognito("staging")).toBeCloseTo(15_000, 6);
  });

  test("has a trace a second, and a twentieth of what is above that", () => {
    expect(traces({ lambdaRequest: 1000 })).toEqual({ trace: 1000 });
    expect(traces({ lambdaRequest: 3_628_000 })).toEqual({ trace: 2_628_000 + 50_000 });
  });
});

test("the page has a number wherever one belongs", () => {
  const page = costDocument(measured, stands);
  expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  expect(page).toBe(costDocument(measured, stands));
});
