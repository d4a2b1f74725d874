import { type Alarm, alarmsFor } from "#infra/alarms";
import { dashboardOf } from "#infra/dashboard";
import { type Names, namedMetric } from "#infra/names";
import { vaultOf } from "./backup";
import { alarmTopicOf, apiOf, feedbackTopicOf, functionOf, keyOf, parkedOf, region, tableOf } from "./declared";
import { differences, presenceFaults, propertyFaults } from "./differences";
import type { Resource, Resources } from "./resources";

const namesIn = (resources: Resources): Names => ({
  stage: resources.stage,
  function: (name) => functionOf(resources, name).id,
  parked: (name) => `${parkedOf(resources, name).id}.QueueName`,
  table: tableOf(resources).id,
  api: apiOf(resources).id,
  vault: resources.terms.keeps ? `${vaultOf(resources).id}.BackupVaultName` : "",
});

const alarmOf = (resources: Resources, { name }: Alarm): Resource =>
  resources.named("AWS::CloudWatch::Alarm", `Alarm${name.replaceAll("-", "")}`);

/** The metrics that an alarm declares, as CloudFormation has them. */
const metricsOf = (names: Names, { metrics }: Alarm) =>
  metrics.map((metric) => {
    const { namespace: Namespace, name: MetricName, dimensions } = namedMetric(names, metric);
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    return { Namespace, MetricName, Dimensions };
  });

/** What several metrics become: their sum, each being nothing when nobody tells it, or the first one's share. */
const expressionOf = ({ reckoning, metrics }: Alarm): string =>
  reckoning === "percent" ? "100 * FILL(m0, 0) / m1" : metrics.map((_, index) => `FILL(m${index}, 0)`).join(" + ");

function lookOf(names: Names, alarm: Alarm): Record<string, unknown> {
  const { statistic, minutes, reckoning = "sum" } = alarm;
  const [Period, metrics] = [minutes * 60, metricsOf(names, alarm)];
  const [only] = metrics;
  if (only && metrics.length === 1)
    return { ...only, Period, [statistic === "p99" ? "ExtendedStatistic" : "Statistic"]: statistic };
  const queries = metrics.map((Metric, index) => ({
    ...{ Id: `m${index}`, MetricStat: { Metric, Period, Stat: statistic }, ReturnData: false },
  }));
  return { Metrics: [{ Expression: expressionOf(alarm), Id: "e", Label: reckoning, ReturnData: true }, ...queries] };
}

function oneAlarmFaults(resources: Resources, alarm: Alarm): string[] {
  const { name, suffers, anchor, atLeast, lessThan, inARow = 1 } = alarm;
  const ringing = [alarmTopicOf(resources).id];
  return propertyFaults(alarmOf(resources, alarm), {
    AlarmName: `instaiq-${resources.stage}-${name}`,
    AlarmDescription: `${suffers}. What to do: docs/runbook.md#${anchor}`,
    ...lookOf(namesIn(resources), alarm),
    ...(atLeast === undefined
      ? { ComparisonOperator: "LessThanThreshold", Threshold: lessThan, TreatMissingData: "breaching" }
      : { ComparisonOperator: "GreaterThanOrEqualToThreshold", Threshold: atLeast, TreatMissingData: "notBreaching" }),
    ...{ EvaluationPeriods: inARow, DatapointsToAlarm: inARow, AlarmActions: ringing, OKActions: ringing },
  });
}

/** Every declared alarm, as it is declared, and none other. */
export function alarmFaults(resources: Resources): string[] {
  const alarms = alarmsFor(resources.terms);
  return [
    ...presenceFaults(
      resources,
      "AWS::CloudWatch::Alarm",
      alarms.map((alarm) => alarmOf(resources, alarm)),
    ),
    ...alarms.flatMap((alarm) => oneAlarmFaults(resources, alarm)),
  ];
}

/** Alarms of this account ring here, sealed by our key; nobody else's do. */
export function alarmTopicFaults(resources: Resources): string[] {
  const topic = alarmTopicOf(resources);
  const policy = resources.named("AWS::SNS::TopicPolicy", "AlarmsPolicy");
  const secure = {
    ...{ Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } }, Effect: "Deny" },
    ...{ Principal: "*", Resource: topic.id, Sid: "AllowPublishThroughSSLOnly" },
  };
  const ringing = {
    ...{ Action: "sns:Publish", Condition: { StringEquals: { "aws:SourceAccount": "AWS::AccountId" } } },
    ...{ Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" }, Resource: topic.id, Sid: "1" },
  };
  const feedback = resources.named("AWS::SNS::TopicPolicy", "MailFeedbackPolicy");
  const mailed = resources.ofType("AWS::SNS::Subscription").filter(({ properties }) => properties.Protocol === "email");
  return [
    ...presenceFaults(resources, "AWS::SNS::Topic", [feedbackTopicOf(resources), topic]),
    ...presenceFaults(resources, "AWS::SNS::TopicPolicy", [feedback, policy]),
    ...propertyFaults(topic, { KmsMasterKeyId: `${keyOf(resources).id}.Arn` }),
    ...propertyFaults(policy, {
      Topics: [topic.id],
      PolicyDocument: { Statement: [secure, ringing], Version: "2012-10-17" },
    }),
    ...mailed.flatMap((one) => propertyFaults(one, { TopicArn: topic.id })),
  ];
}

/** The dashboard shows whether anything rings, how the business goes, and each alarm. */
export function dashboardFaults(resources: Resources): string[] {
  const dashboard = resources.named("AWS::CloudWatch::Dashboard", "Dashboard");
  const alarms = alarmsFor(resources.terms).map((alarm) => ({ alarm, arn: `${alarmOf(resources, alarm).id}.Arn` }));
  return [
    ...presenceFaults(resources, "AWS::CloudWatch::Dashboard", [dashboard]),
    ...differences(dashboard.id, dashboard.properties, {
      DashboardName: `instaiq-${resources.stage}`,
      DashboardBody: JSON.stringify(dashboardOf(alarms, namesIn(resources), region)),
    }),
  ];
}
