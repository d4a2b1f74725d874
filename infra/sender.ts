import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  CfnConfigurationSetEventDestination,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
} from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Stage } from "./stage";

/** "Insta iQ <noreply@instaiq.com>" → "instaiq.com" */
const domainOf = (sender: string): string => sender.replace(/^.*@|>.*$/g, "");

/** What SES tells of. Deliveries, openings and clicks it does not: nobody's reading is watched. */
const told = ["bounce", "complaint", "deliveryDelay", "reject"];

/** Whoever sends our mail: the domain, how, and where it is told what became of it. */
export class Sender extends Construct {
  /** SES signs for the domain once its DKIM records are in the DNS. */
  readonly identity: EmailIdentity;
  readonly configurationSet: ConfigurationSet;
  readonly feedback: Topic;

  constructor(scope: Construct, { settings }: Stage, masterKey: IKey) {
    super(scope, "Mail");
    this.configurationSet = new ConfigurationSet(this, "Set", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // One list says who gets no mail, ours: what an admin lifts there must not live on in another.
      disableSuppressionList: true,
    });
    this.identity = new EmailIdentity(scope, "Sender", {
      identity: Identity.domain(domainOf(settings.EMAIL_FROM)),
      configurationSet: this.configurationSet,
    });
    this.feedback = new Topic(this, "Feedback", { enforceSSL: true, masterKey });
    this.tellOfFeedback();
  }

  /** `arn:…:ses:…:configuration-set/…` */
  get configurationSetArn(): string {
    const resourceName = this.configurationSet.configurationSetName;
    return Stack.of(this).formatArn({
      ...{ service: "ses", resource: "configuration-set", resourceName },
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }

  private tellOfFeedback(): void {
    this.feedback.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("ses.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.feedback.topicArn],
        conditions: { ArnEquals: { "aws:SourceArn": this.configurationSetArn } },
      }),
    );
    const destination = new CfnConfigurationSetEventDestination(this, "Events", {
      configurationSetName: this.configurationSet.configurationSetName,
      eventDestination: {
        enabled: true,
        matchingEventTypes: told,
        snsDestination: { topicArn: this.feedback.topicArn },
      },
    });
    // SES publishes a message to see whether it may.
    destination.node.addDependency(this.feedback.node.findChild("Policy"));
  }
}
