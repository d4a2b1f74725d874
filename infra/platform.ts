import { CfnOutput, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { stackName } from "#contract/outputs";
import { addEndpoints, createApi } from "./api";
import { createDelivery } from "./delivery";
import { createIdentity } from "./identity";
import { createMedia } from "./media";
import { createSecrets } from "./secrets";
import { Sender } from "./sender";
import { stageOf } from "./stage";
import { tableOf } from "./table";
import { createWorkers } from "./workers";

/** The platform, as one stack: what holds data is guarded by retention and deletion protection, not by a border. */
export class Platform extends Stack {
  constructor(scope: Construct, bundles: string) {
    const stage = stageOf(scope);
    super(scope, "InstaIq", {
      stackName: stackName(stage.name),
      description: "Insta iQ backend",
      terminationProtection: stage.name === "prod",
    });
    const table = tableOf(this);
    const identity = createIdentity(this, stage);
    const sender = new Sender(this, stage);
    const media = createMedia(this, stage);
    const api = createApi(this, stage);
    const stored = { stage, table, identity, sender, media, secrets: createSecrets(this, stage) };
    const resources = { ...stored, apiUrl: api.apiEndpoint, picturesUrl: createDelivery(this, media) };
    addEndpoints(this, api, resources, bundles);
    createWorkers(this, resources, bundles);
    this.output("TableName", table.tableName);
    this.output("MediaBucket", media.bucketName);
    this.output("PicturesUrl", resources.picturesUrl);
    this.output("UserPoolId", identity.pool.userPoolId);
    this.output("SiteClientId", identity.site.userPoolClientId);
    this.output("ConsoleClientId", identity.console.userPoolClientId);
    Tags.of(this).add("project", "instaiq");
  }

  private output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}
