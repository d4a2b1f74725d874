import {
  alarmTopicOf,
  declaredFunctions,
  feedbackTopicOf,
  functionOf,
  keyOf,
  mailSetOf,
  parkedOf,
  region,
} from "./declared";
import { presenceFaults, propertyFaults, setFaults } from "./differences";
import type { Resource, Resources } from "./resources";
import { parkedFaults, retryFaults } from "./workers";

/** SES tells the topic, for this configuration set alone, and waits for being let in. */
function topicFaults(resources: Resources): string[] {
  const [topic, set] = [feedbackTopicOf(resources), mailSetOf(resources)];
  const policy = resources.named("AWS::SNS::TopicPolicy", "MailFeedbackPolicy");
  const events = resources.named("AWS::SES::ConfigurationSetEventDestination", "MailEvents");
  const secure = {
    ...{ Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } }, Effect: "Deny" },
    ...{ Principal: "*", Resource: topic.id, Sid: "AllowPublishThroughSSLOnly" },
  };
  const source = `arn:AWS::Partition:ses:${region}:AWS::AccountId:configuration-set/${set.id}`;
  const publishing = {
    ...{ Action: "sns:Publish", Condition: { ArnEquals: { "aws:SourceArn": source } }, Effect: "Allow" },
    ...{ Principal: { Service: "ses.amazonaws.com" }, Resource: topic.id, Sid: "1" },
  };
  return [
    ...presenceFaults(resources, "AWS::SNS::Topic", [topic, alarmTopicOf(resources)]),
    ...presenceFaults(resources, "AWS::SES::ConfigurationSetEventDestination", [events]),
    ...propertyFaults(topic, { KmsMasterKeyId: `${keyOf(resources).id}.Arn` }),
    ...propertyFaults(policy, {
      Topics: [topic.id],
      PolicyDocument: { Statement: [secure, publishing], Version: "2012-10-17" },
    }),
    ...propertyFaults(events, {
      ConfigurationSetName: set.id,
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ["bounce", "complaint", "deliveryDelay", "reject"],
        SnsDestination: { TopicARN: topic.id },
      },
    }),
    ...(events.after.includes(policy.id) ? [] : [`${events.id} doesn't wait for ${policy.id}`]),
  ];
}

/** The topic tells the worker; what neither SNS nor Lambda can bring home is parked. */
function listenerFaults(resources: Resources, name: string): string[] {
  const [topic, parked, worker] = [feedbackTopicOf(resources), parkedOf(resources, name), functionOf(resources, name)];
  const parking = {
    ...{ Action: "sqs:SendMessage", Condition: { ArnEquals: { "aws:SourceArn": topic.id } }, Effect: "Allow" },
    ...{ Principal: { Service: "sns.amazonaws.com" }, Resource: `${parked.id}.Arn` },
  };
  return [
    ...parkedFaults(resources, name, [parking]),
    ...retryFaults(resources, name, 21_600),
    ...propertyFaults(subscriptionOf(resources, name), {
      ...{ Protocol: "lambda", TopicArn: topic.id, Endpoint: `${worker.id}.Arn` },
      RedrivePolicy: { deadLetterTargetArn: `${parked.id}.Arn` },
    }),
  ];
}

const subscriptionOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::SNS::Subscription", `${name}FunctionFeedback`);

/** What becomes of our mail is told to whom it concerns, and to nobody else; other topics tell no function. */
export function feedbackFaults(resources: Resources): string[] {
  const names = declaredFunctions.flatMap(({ name, trigger }) => (trigger && "mailFeedback" in trigger ? [name] : []));
  const told = resources.ofType("AWS::SNS::Subscription").filter(({ properties }) => properties.Protocol !== "email");
  return [
    ...topicFaults(resources),
    ...names.flatMap((name) => listenerFaults(resources, name)),
    ...setFaults(
      "who is told of mail",
      told.map(({ id }) => id),
      names.map((name) => subscriptionOf(resources, name).id),
    ),
  ];
}
