import { mailSetOf, senderOf, settingOf } from "./declared";
import { presenceFaults, propertyFaults } from "./differences";
import type { Resources } from "./resources";

/** Mail is sent from the domain of EMAIL_FROM, and from no other, over TLS only. */
export function senderFaults(resources: Resources): string[] {
  const [, domain = ""] = /@([^>]+)/.exec(settingOf("EMAIL_FROM")) ?? [];
  const [sender, set] = [senderOf(resources), mailSetOf(resources)];
  return [
    ...presenceFaults(resources, "AWS::SES::EmailIdentity", [sender]),
    ...propertyFaults(sender, {
      EmailIdentity: domain,
      ConfigurationSetAttributes: { ConfigurationSetName: set.id },
    }),
    ...presenceFaults(resources, "AWS::SES::ConfigurationSet", [set]),
    ...propertyFaults(set, {
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: [] },
    }),
  ];
}
