import { presenceFaults, propertyFaults } from "./differences";
import type { Resource, Resources } from "./resources";

type PolicyKind = "CachePolicy" | "OriginRequestPolicy" | "ResponseHeadersPolicy";

export const policyOf = (resources: Resources, kind: PolicyKind, name: string): Resource =>
  resources.named(`AWS::CloudFront::${kind}`, name);

const headers = (names: string[]) => ({ HeaderBehavior: "whitelist", Headers: names });

/** Answers are kept only as they say themselves, and apart by who asks, from which page, and with which query. */
const cache = (stage: string, name: string, longest: number, CookieBehavior: "none" | "all") => ({
  CachePolicyConfig: {
    ...{ Name: `instaiq-${stage}-${name}`, MinTTL: 0, DefaultTTL: 0, MaxTTL: longest },
    ParametersInCacheKeyAndForwardedToOrigin: {
      HeadersConfig: headers(["authorization", "origin"]),
      QueryStringsConfig: { QueryStringBehavior: "all" },
      CookiesConfig: { CookieBehavior },
      ...{ EnableAcceptEncodingGzip: true, EnableAcceptEncodingBrotli: true },
    },
  },
});

/** What functions read of a request beside that. */
const forwarded = (stage: string) => ({
  OriginRequestPolicyConfig: {
    Name: `instaiq-${stage}-forwarded`,
    HeadersConfig: headers([
      ...["cloudfront-viewer-address", "idempotency-key", "x-correlation-id"],
      ...["access-control-request-headers", "access-control-request-method"],
      ...["stripe-signature", "x-razorpay-signature", "x-razorpay-event-id"],
    ]),
    QueryStringsConfig: { QueryStringBehavior: "none" },
    CookiesConfig: { CookieBehavior: "none" },
  },
});

const answerHeaders = {
  ResponseHeadersPolicyConfig: {
    SecurityHeadersConfig: {
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override: false },
      ContentTypeOptions: { Override: true },
      ContentSecurityPolicy: {
        ...{ ContentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", Override: false },
      },
      FrameOptions: { FrameOption: "DENY", Override: false },
      ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: false },
    },
  },
};

const pictureHeaders = {
  ResponseHeadersPolicyConfig: {
    SecurityHeadersConfig: {
      ContentTypeOptions: { Override: true },
      ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'; sandbox", Override: true },
      FrameOptions: { FrameOption: "DENY", Override: true },
    },
    CustomHeadersConfig: {
      Items: [{ Header: "cross-origin-resource-policy", Override: true, Value: "cross-origin" }],
    },
  },
};

const policiesOf = (stage: string): Record<PolicyKind, Record<string, Record<string, unknown>>> => ({
  CachePolicy: {
    PublicAnswers: cache(stage, "PublicAnswers", 86_400, "none"),
    PrivateAnswers: cache(stage, "PrivateAnswers", 1, "all"),
  },
  OriginRequestPolicy: { Forwarded: forwarded(stage) },
  ResponseHeadersPolicy: { AnswerHeaders: answerHeaders, PictureHeaders: pictureHeaders },
});

/** What the edge keeps and by what, what it forwards, and what it adds. */
export function edgePolicyFaults(resources: Resources): string[] {
  const policies = policiesOf(resources.stage);
  return (Object.keys(policies) as PolicyKind[]).flatMap((kind) => [
    ...presenceFaults(
      resources,
      `AWS::CloudFront::${kind}`,
      Object.keys(policies[kind]).map((name) => policyOf(resources, kind, name)),
    ),
    ...Object.entries(policies[kind]).flatMap(([name, expected]) =>
      propertyFaults(policyOf(resources, kind, name), expected),
    ),
  ]);
}
