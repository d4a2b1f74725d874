import { CfnOutput, Stack } from "aws-cdk-lib";
import { CfnAlarm, CfnDashboard } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { type Alarm, alarmsFor, runbookOf } from "./alarms";
import { dashboardOf } from "./dashboard";
import { type Names, namedMetric } from "./names";
import type { Stage } from "./stage";

/** Where alarms ring. */
function createTopic(scope: Construct, stage: Stage, masterKey: IKey): Topic {
  const topic = new Topic(scope, "Alarms", { enforceSSL: true, masterKey });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      ...{ actions: ["sns:Publish"], resources: [topic.topicArn] },
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  if (stage.alarmEmail) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
  return topic;
}

/** What an alarm looks at: one metric, or what is reckoned from several. */
export function lookOf({ metrics, reckoning = "sum", statistic, minutes }: Alarm, names: Names) {
  const period = minutes * 60;
  const named = metrics.map((metric) => {
    const { namespace, name: metricName, dimensions } = namedMetric(names, metric);
    return { namespace, metricName, dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })) };
  });
  const [only, ...others] = named;
  const key = statistic === "p99" ? "extendedStatistic" : "statistic";
  if (only && others.length === 0) return { ...only, period, [key]: statistic };
  const ids = named.map((_, index) => `m${index}`);
  // What nobody told is nothing.
  const expression = reckoning === "percent" ? "100 * FILL(m0, 0) / m1" : ids.map((id) => `FILL(${id}, 0)`).join(" + ");
  const queries = named.map((metric, index) => ({
    ...{ id: `m${index}`, returnData: false, metricStat: { metric, period, stat: statistic } },
  }));
  return { metrics: [{ id: "e", expression, returnData: true, label: reckoning }, ...queries] };
}

function createAlarm(scope: Construct, alarm: Alarm, names: Names, topic: Topic): CfnAlarm {
  const { name, suffers, atLeast, lessThan, inARow = 1 } = alarm;
  const rising = atLeast !== undefined;
  return new CfnAlarm(scope, `Alarm-${name}`, {
    ...{ alarmName: `instaiq-${names.stage}-${name}`, alarmDescription: `${suffers}. What to do: ${runbookOf(alarm)}` },
    ...lookOf(alarm, names),
    comparisonOperator: rising ? "GreaterThanOrEqualToThreshold" : "LessThanThreshold",
    ...{ threshold: atLeast ?? lessThan, evaluationPeriods: inARow, datapointsToAlarm: inARow },
    // Where something has to come, silence is what is wrong.
    treatMissingData: rising ? "notBreaching" : "breaching",
    ...{ alarmActions: [topic.topicArn], okActions: [topic.topicArn] },
  });
}

/** Everything that tells what people suffer: the alarms, whom they wake, and the dashboard of both. */
export function createWatch(scope: Construct, stage: Stage, names: Names, key: IKey): void {
  const topic = createTopic(scope, stage, key);
  const alarms = alarmsFor(stage.terms).map((alarm) => ({
    ...{ alarm, arn: createAlarm(scope, alarm, names, topic).attrArn },
  }));
  const { region } = Stack.of(scope);
  new CfnDashboard(scope, "Dashboard", {
    dashboardName: `instaiq-${stage.name}`,
    dashboardBody: Stack.of(scope).toJsonString(dashboardOf(alarms, names, region)),
  });
  new CfnOutput(scope, "AlarmTopic", { value: topic.topicArn, description: "Where alarms ring" });
}
