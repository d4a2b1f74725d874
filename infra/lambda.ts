import { join } from "node:path";
import { Annotations, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type Needs, usualTimeout } from "#contract/needs";
import { functionOutput } from "#contract/outputs";
import { fetching, nativeArchitecture } from "./architecture";
import { assetHashOf } from "./code-cache";
import { statementsFor } from "./permissions";
import type { Resources } from "./resources";
import { variablesFor } from "./variables";

interface Declared {
  name: string;
  summary: string;
  needs: Needs;
}

/** One Lambda: bundle, memory, environment and role, all from what the function declares that it needs. */
export class DeclaredFunction extends Construct {
  readonly name: string;
  readonly function: LambdaFunction;
  readonly role: Role;
  /** Where what it can't take waits to be looked at. */
  parked?: Queue;

  constructor(scope: Construct, { name, summary, needs }: Declared, resources: Resources, bundles: string) {
    super(scope, name);
    this.name = name;
    const logGroup = new LogGroup(this, "Logs", {
      retention: resources.stage.terms.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const asset = join(bundles, name);
    const native = nativeArchitecture(asset);
    if (needs.native && !native) Annotations.of(this).addWarningV2("instaiq:native", fetching);
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.function = new LambdaFunction(this, "Function", {
      description: summary,
      runtime: Runtime.NODEJS_24_X,
      architecture: native ?? Architecture.ARM_64,
      code: Code.fromAsset(asset, assetHashOf(asset)),
      handler: "index.handler",
      memorySize: needs.memory ?? 512,
      timeout: Duration.seconds(needs.timeout ?? usualTimeout),
      environment: variablesFor(name, needs, resources),
      tracing: Tracing.ACTIVE,
      role: this.role,
      logGroup,
    });
    this.allow(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const statement of statementsFor(needs, resources)) this.allow(statement);
    // By these an operator's commands find it.
    new CfnOutput(Stack.of(this), functionOutput(name), { value: this.function.functionName });
  }

  allow(statement: PolicyStatement): void {
    this.role.addToPolicy(statement);
  }
}
