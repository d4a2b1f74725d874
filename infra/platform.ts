import { CfnOutput, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { stackName } from "#contract/outputs";
import { addEndpoints, createApi } from "./api";
import { createBackups } from "./backup";
import { createBudget } from "./budget";
import { createDistribution } from "./distribution";
import { createIdentity } from "./identity";
import { createKey } from "./key";
import type { DeclaredFunction } from "./lambda";
import { createMedia } from "./media";
import { createOriginSecrets } from "./origin-secrets";
import { placeOf } from "./place";
import { createSecrets } from "./secrets";
import { Sender } from "./sender";
import { stageOf } from "./stage";
import { tableOf } from "./table";
import { createWatch } from "./watch";
import { createWorkers } from "./workers";

/** Under which names CloudWatch knows the functions, and the queues of what they couldn't take. */
const namesOf = (made: Record<string, DeclaredFunction>) => ({
  function: (name: string) => made[name]?.function.functionName ?? "",
  parked: (name: string) => made[name]?.parked?.queueName ?? "",
});

/** The platform, as one stack: what holds data is guarded by retention and deletion protection, not by a border. */
export class Platform extends Stack {
  constructor(scope: Construct, bundles: string) {
    const [stage, place] = [stageOf(scope), placeOf(scope)];
    super(scope, "InstaIq", {
      stackName: stackName(stage.name),
      description: "Insta iQ backend",
      env: { region: place.region },
      terminationProtection: stage.terms.terminationProtection,
    });
    const key = createKey(this, stage);
    const table = tableOf(this, stage.terms, key);
    const identity = createIdentity(this, stage);
    const sender = new Sender(this, stage, key);
    const media = createMedia(this, stage);
    const originSecrets = createOriginSecrets(this, stage, key);
    const api = createApi(this, stage, originSecrets);
    const stored = { stage, table, identity, sender, media, secrets: createSecrets(this, stage, key) };
    const behind = { stage, place, media, api, secrets: originSecrets };
    const resources = { ...stored, url: createDistribution(this, behind) };
    const made = { ...addEndpoints(this, api, resources, bundles), ...createWorkers(this, resources, bundles) };
    const vault = createBackups(this, stage, [table.tableArn, media.bucketArn], key);
    const names = { stage: stage.name, table: table.tableName, api: api.apiId, vault, ...namesOf(made) };
    createWatch(this, stage, names, key);
    createBudget(this, stage);
    this.output("TableName", table.tableName);
    this.output("MediaBucket", media.bucketName);
    this.output("Url", resources.url);
    this.output("UserPoolId", identity.pool.userPoolId);
    this.output("SiteClientId", identity.site.userPoolClientId);
    this.output("ConsoleClientId", identity.console.userPoolClientId);
    Tags.of(this).add("project", "instaiq");
  }

  private output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}
