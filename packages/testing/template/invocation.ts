import { type DeclaredFunction, declaredFunctions, feedbackTopicOf, functionOf, region, ruleOf } from "./declared";
import { propertyFaults, setFaults } from "./differences";
import type { Resource, Resources } from "./resources";

function sourceOf(resources: Resources, { name, trigger }: DeclaredFunction): string {
  if (trigger && "mailFeedback" in trigger) return `sns.amazonaws.com from ${feedbackTopicOf(resources).id}`;
  if (trigger) return `events.amazonaws.com from ${ruleOf(resources, name, trigger).id}.Arn`;
  const api = resources.named("AWS::ApiGatewayV2::Api", "Api").id;
  return `apigateway.amazonaws.com from arn:AWS::Partition:execute-api:${region}:AWS::AccountId:${api}/*/*/*`;
}

const told = ({ properties: { FunctionName, Principal, SourceArn } }: Resource): string =>
  `${FunctionName} by ${Principal} from ${SourceArn}`;

/** Functions may be invoked by this API, their own rule or the topic of mail, and by nothing else. */
export function invocationFaults(resources: Resources): string[] {
  const permissions = resources.ofType("AWS::Lambda::Permission");
  const expected = declaredFunctions.flatMap((declared) =>
    declared.trigger && "stream" in declared.trigger
      ? []
      : [`${functionOf(resources, declared.name).id}.Arn by ${sourceOf(resources, declared)}`],
  );
  return [
    ...setFaults("permission to invoke", permissions.map(told), expected),
    ...permissions.flatMap((permission) => propertyFaults(permission, { Action: "lambda:InvokeFunction" })),
  ];
}
