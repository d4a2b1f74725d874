import { declaredFunctions, functionOf } from "./declared";
import { propertyFaults, setFaults } from "./differences";
import type { Resource, Resources } from "./resources";

const sourceOf = (resources: Resources, schedule: boolean, name: string): string =>
  schedule
    ? `events.amazonaws.com from ${resources.named("AWS::Events::Rule", `${name}Schedule`).id}.Arn`
    : `apigateway.amazonaws.com from arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:${
        resources.named("AWS::ApiGatewayV2::Api", "Api").id
      }/*/*/*`;

const told = ({ properties: { FunctionName, Principal, SourceArn } }: Resource): string =>
  `${FunctionName} by ${Principal} from ${SourceArn}`;

/** Functions may be invoked by this API or their own schedule, and by nothing else. */
export function invocationFaults(resources: Resources): string[] {
  const permissions = resources.ofType("AWS::Lambda::Permission");
  const expected = declaredFunctions.flatMap(({ name, trigger }) =>
    trigger && "stream" in trigger
      ? []
      : [`${functionOf(resources, name).id}.Arn by ${sourceOf(resources, trigger !== undefined, name)}`],
  );
  return [
    ...setFaults("permission to invoke", permissions.map(told), expected),
    ...permissions.flatMap((permission) => propertyFaults(permission, { Action: "lambda:InvokeFunction" })),
  ];
}
