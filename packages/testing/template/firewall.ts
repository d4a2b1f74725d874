import { rateRuleOf } from "#infra/rate-rule";
import { settingOf } from "./declared";
import { presenceFaults, propertyFaults } from "./differences";
import type { Resources } from "./resources";

/** Counted, with nothing of the requests kept. */
const seen = (MetricName: string) => ({
  VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName, SampledRequestsEnabled: false },
});

const managed = (Priority: number, name: string, counting: string[] = []) => ({
  ...{ Name: name, Priority, OverrideAction: { None: {} }, ...seen(name) },
  Statement: {
    ManagedRuleGroupStatement: {
      ...{ VendorName: "AWS", Name: `AWSManagedRules${name}` },
      ...(counting.length > 0
        ? { RuleActionOverrides: counting.map((Name) => ({ Name, ActionToUse: { Count: {} } })) }
        : {}),
    },
  },
});

const below = (SearchString: string) => ({
  ByteMatchStatement: {
    ...{ FieldToMatch: { UriPath: {} }, PositionalConstraint: "STARTS_WITH", SearchString },
    TextTransformations: [
      { Priority: 0, Type: "URL_DECODE" },
      { Priority: 1, Type: "NORMALIZE_PATH" },
    ],
  },
});

/** So many requests per address, but for webhooks and pictures; refused in the API's own words. */
function perAddress() {
  const [requests, seconds] = [settingOf("EDGE_RATE_LIMIT_REQUESTS"), settingOf("EDGE_RATE_LIMIT_WINDOW_SECONDS")];
  const { limit, window } = rateRuleOf(Number(requests), Number(seconds));
  return {
    ...{ Name: "RatePerAddress", Priority: 0, ...seen("RatePerAddress") },
    Action: {
      Block: {
        CustomResponse: {
          ...{ ResponseCode: 429, CustomResponseBodyKey: "rate_limited" },
          ResponseHeaders: [{ Name: "retry-after", Value: String(window) }],
        },
      },
    },
    Statement: {
      RateBasedStatement: {
        ...{ Limit: limit, EvaluationWindowSec: window, AggregateKeyType: "IP" },
        ScopeDownStatement: {
          NotStatement: { Statement: { OrStatement: { Statements: ["/api/webhooks/", "/images/"].map(below) } } },
        },
      },
    },
  };
}

const title = "Too many attempts";
const refusal = {
  ...{ type: "https://instaiq.com/problems/rate_limited", title, status: 429, detail: title },
  ...{ message: title, code: "rate_limited" },
};

/** What Amazon's common set takes for an attack, and what is everyday here: long bodies, and posts about the web. */
const counting = [
  ...["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY"],
  ...["EC2MetaDataSSRF_BODY", "NoUserAgent_HEADER"],
];

/** One firewall of CloudFront: it limits addresses, and lets nobody through who is known for attacks. */
export function firewallFaults(resources: Resources): string[] {
  const firewall = resources.named("AWS::WAFv2::WebACL", "Firewall");
  return [
    ...presenceFaults(resources, "AWS::WAFv2::WebACL", [firewall]),
    ...propertyFaults(firewall, {
      ...{ Name: `instaiq-${resources.stage}`, Scope: "CLOUDFRONT", DefaultAction: { Allow: {} }, ...seen("Firewall") },
      CustomResponseBodies: { rate_limited: { ContentType: "APPLICATION_JSON", Content: JSON.stringify(refusal) } },
      Rules: [
        perAddress(),
        managed(1, "AmazonIpReputationList"),
        managed(2, "KnownBadInputsRuleSet"),
        managed(3, "CommonRuleSet", counting),
      ],
    }),
  ];
}
