import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import { basePath } from "#contract/endpoint";
import { failures, problemType } from "#contract/failure";
import { rateRuleFor } from "./rate-rule";
import type { Stage } from "./stage";

/** Counted, but nothing of the requests kept: they carry tokens. */
const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  ...{ cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false },
});

/** Rules of Amazon's common set that only count here. */
const counting = [
  // JSON and CSV are longer than 8 KB; the API has limits of its own.
  "SizeRestrictions_BODY",
  // Posts and lessons are HTML, about paths, addresses and scripts; it is sanitised before it is kept.
  "CrossSiteScripting_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  "EC2MetaDataSSRF_BODY",
  // Payment providers and mail programs that unsubscribe are no browsers.
  "NoUserAgent_HEADER",
];

const managed = (priority: number, name: string, count: string[] = []): CfnWebACL.RuleProperty => ({
  ...{ name, priority, overrideAction: { none: {} }, visibilityConfig: seen(name) },
  statement: {
    managedRuleGroupStatement: {
      ...{ vendorName: "AWS", name: `AWSManagedRules${name}` },
      ...(count.length > 0
        ? { ruleActionOverrides: count.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }
        : {}),
    },
  },
});

/** `/api/webhooks/../auth/login`, however it is written, isn't below `/api/webhooks/`. */
const below = (path: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    ...{ fieldToMatch: { uriPath: {} }, positionalConstraint: "STARTS_WITH", searchString: path },
    textTransformations: [
      { priority: 0, type: "URL_DECODE" },
      { priority: 1, type: "NORMALIZE_PATH" },
    ],
  },
});

/** What isn't counted per address: webhooks come in bursts from a few, and a page shows many pictures. */
const uncounted = [`${basePath}/webhooks/`, "/images/"];

/** The API's own words; WAF knows no type but plain JSON for them. */
const refusal = (code: "rate_limited"): string => {
  const { title, status } = failures[code];
  return JSON.stringify({
    ...{ type: problemType(code), title, status, detail: title, message: title, code },
  });
};

function rateRule(stage: Stage): CfnWebACL.RuleProperty {
  const { limit, window } = rateRuleFor(stage);
  return {
    ...{ name: "RatePerAddress", priority: 0, visibilityConfig: seen("RatePerAddress") },
    action: {
      block: {
        customResponse: {
          ...{ responseCode: 429, customResponseBodyKey: "rate_limited" },
          responseHeaders: [{ name: "retry-after", value: String(window) }],
        },
      },
    },
    statement: {
      rateBasedStatement: {
        ...{ limit, evaluationWindowSec: window, aggregateKeyType: "IP" },
        scopeDownStatement: { notStatement: { statement: { orStatement: { statements: uncounted.map(below) } } } },
      },
    },
  };
}

/** Who isn't let through to the distribution. */
export const createFirewall = (scope: Construct, stage: Stage): CfnWebACL =>
  new CfnWebACL(scope, "Firewall", {
    ...{ name: `instaiq-${stage.name}`, scope: "CLOUDFRONT", defaultAction: { allow: {} } },
    visibilityConfig: seen("Firewall"),
    customResponseBodies: { rate_limited: { contentType: "APPLICATION_JSON", content: refusal("rate_limited") } },
    rules: [
      rateRule(stage),
      managed(1, "AmazonIpReputationList"),
      managed(2, "KnownBadInputsRuleSet"),
      managed(3, "CommonRuleSet", counting),
    ],
  });
