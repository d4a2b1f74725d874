import { groups } from "#contract/groups";
import { signals } from "#contract/signals";
import { isRecord } from "#local/cloud/template";
import type { Resources } from "../../template/resources";
import type { Quantities } from "./quantities";

/** Hours of a month, as AWS reckons. */
export const hoursOfMonth = 730;

const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** Metrics that an alarm reads: what it reckons from them isn't one. */
const metricsOf = ({ properties }: { properties: Record<string, unknown> }): number =>
  properties.MetricName ? 1 : records(properties.Metrics).filter(({ MetricStat }) => MetricStat).length;

/** Series that functions may tell: one for each signal and each function that counts it. Most are told seldom. */
export const customMetrics = (): number =>
  Object.values(signals)
    .filter((signal) => !("rare" in signal))
    .reduce((sum, { by }) => sum + ([...by].includes("*") ? Object.keys(groups).length : by.length), 0);

/** What a stage has standing there, whether anybody comes or not: counted in its template. */
export function standing(resources: Resources): Quantities {
  const firewalls = resources.ofType("AWS::WAFv2::WebACL");
  return {
    firewall: firewalls.length,
    firewallRule: firewalls.reduce((sum, { properties }) => sum + records(properties.Rules).length, 0),
    secret: resources.ofType("AWS::SecretsManager::Secret").length,
    key: resources.ofType("AWS::KMS::Key").length,
    alarmMetric: resources.ofType("AWS::CloudWatch::Alarm").reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    metric: customMetrics(),
    dashboard: resources.ofType("AWS::CloudWatch::Dashboard").length,
  };
}

/** What of a stage decides on what use costs. */
export interface Terms {
  /** MB by function. */
  memory: Record<string, number>;
  logDays: number;
  /** Nights that a backup is kept; 0 where there are none. */
  backupDays: number;
  plan: "essentialsUser" | "plusUser";
  /** Runs of a month, by function. */
  runs: Record<string, number>;
}

const plainName = (id: string): string => id.replace(/(Function|Schedule)[0-9A-F]{8}$/, "");

function runsOf({ properties }: { properties: Record<string, unknown> }): number {
  const [, count = "1", unit = ""] =
    /^rate\((\d+) (minute|hour)s?\)$/.exec(String(properties.ScheduleExpression)) ?? [];
  if (!unit) throw new Error(`nobody knows how often ${properties.ScheduleExpression} is`);
  return (hoursOfMonth * (unit === "minute" ? 60 : 1)) / Number(count);
}

function backupDaysOf(resources: Resources): number {
  const [plan] = resources.ofType("AWS::Backup::BackupPlan");
  const [rule] = records(isRecord(plan?.properties.BackupPlan) ? plan.properties.BackupPlan.BackupPlanRule : []);
  return isRecord(rule?.Lifecycle) ? Number(rule.Lifecycle.DeleteAfterDays) : 0;
}

export function termsOf(resources: Resources): Terms {
  const functions = resources.ofType("AWS::Lambda::Function");
  const [logs] = resources.ofType("AWS::Logs::LogGroup");
  const [pool] = resources.ofType("AWS::Cognito::UserPool");
  const schedules = resources.ofType("AWS::Events::Rule").filter(({ properties }) => properties.ScheduleExpression);
  return {
    memory: Object.fromEntries(functions.map(({ id, properties }) => [plainName(id), Number(properties.MemorySize)])),
    logDays: Number(logs?.properties.RetentionInDays),
    backupDays: backupDaysOf(resources),
    plan: pool?.properties.UserPoolTier === "PLUS" ? "plusUser" : "essentialsUser",
    runs: Object.fromEntries(schedules.map((rule) => [plainName(rule.id), runsOf(rule)])),
  };
}
