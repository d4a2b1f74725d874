import { senderOf, settingOf } from "./declared";
import { presenceFaults, propertyFaults } from "./differences";
import type { Resources } from "./resources";

/** Mail is sent from the domain of EMAIL_FROM, and from no other. */
export function senderFaults(resources: Resources): string[] {
  const [, domain = ""] = /@([^>]+)/.exec(settingOf("EMAIL_FROM")) ?? [];
  const sender = senderOf(resources);
  return [
    ...presenceFaults(resources, "AWS::SES::EmailIdentity", [sender]),
    ...propertyFaults(sender, { EmailIdentity: domain }),
  ];
}
