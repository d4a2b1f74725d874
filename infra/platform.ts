import { CfnOutput, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { addEndpoints, createApi } from "./api";
import { createDistribution } from "./distribution";
import { createIdentity } from "./identity";
import { createMedia } from "./media";
import { createOriginSecrets } from "./origin-secrets";
import { placeOf } from "./place";
import { createSecrets } from "./secrets";
import { Sender } from "./sender";
import { stageOf } from "./stage";
import { createTable } from "./table";
import { createWorkers } from "./workers";

/** The platform, as one stack: what holds data is guarded by retention and deletion protection, not by a border. */
export class Platform extends Stack {
  constructor(scope: Construct, bundles: string) {
    const [stage, place] = [stageOf(scope), placeOf(scope)];
    super(scope, "InstaIq", {
      stackName: `instaiq-${stage.name}`,
      description: "Insta iQ backend",
      env: { region: place.region },
      terminationProtection: stage.name === "prod",
    });
    const table = createTable(this);
    const identity = createIdentity(this, stage);
    const sender = new Sender(this, stage);
    const media = createMedia(this, stage);
    const originSecrets = createOriginSecrets(this, stage);
    const api = createApi(this, stage, originSecrets);
    const stored = { stage, table, identity, sender, media, secrets: createSecrets(this, stage) };
    const behind = { stage, place, media, api, secrets: originSecrets };
    const resources = { ...stored, url: createDistribution(this, behind) };
    addEndpoints(this, api, resources, bundles);
    createWorkers(this, resources, bundles);
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
