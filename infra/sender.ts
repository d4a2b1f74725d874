import { EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import type { Stage } from "./stage";

/** "Insta iQ <noreply@instaiq.com>" → "instaiq.com" */
const domainOf = (sender: string): string => sender.replace(/^.*@|>.*$/g, "");

/** The domain that mail is sent from; SES signs for it once its DKIM records are in the DNS. */
export const createSender = (scope: Construct, { settings }: Stage): EmailIdentity =>
  new EmailIdentity(scope, "Sender", { identity: Identity.domain(domainOf(settings.EMAIL_FROM)) });
