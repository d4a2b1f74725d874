import { Duration, Stack } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  CfnCachePolicy,
  type CfnDistribution,
  CfnOriginRequestPolicy,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { secretHeader, viewerHeader } from "#contract/edge";
import { basePath } from "#contract/endpoint";
import type { OriginSecrets } from "./origin-secrets";

interface Keeping {
  /** Seconds for which an answer is kept at most; for how long at all, it says itself. */
  longest: number;
  cookies: "none" | "all";
}

/** An answer is kept apart from what other callers, pages and queries got; one that says nothing isn't kept. */
const createCache = (scope: Construct, name: string, { longest, cookies }: Keeping): string =>
  new CfnCachePolicy(scope, name, {
    cachePolicyConfig: {
      ...{ name: `${Stack.of(scope).stackName}-${name}`, minTtl: 0, defaultTtl: 0, maxTtl: longest },
      parametersInCacheKeyAndForwardedToOrigin: {
        headersConfig: { headerBehavior: "whitelist", headers: ["authorization", "origin"] },
        queryStringsConfig: { queryStringBehavior: "all" },
        cookiesConfig: { cookieBehavior: cookies },
        ...{ enableAcceptEncodingGzip: true, enableAcceptEncodingBrotli: true },
      },
    },
  }).ref;

/** What the API gets to see beside what makes answers differ. CloudFront takes ten; what isn't here never arrives. */
const createForwarding = (scope: Construct): string =>
  new CfnOriginRequestPolicy(scope, "Forwarded", {
    originRequestPolicyConfig: {
      name: `${Stack.of(scope).stackName}-forwarded`,
      headersConfig: {
        headerBehavior: "whitelist",
        headers: [
          ...[viewerHeader, "idempotency-key", "x-correlation-id"],
          ...["access-control-request-headers", "access-control-request-method"],
          ...["stripe-signature", "x-razorpay-signature", "x-razorpay-event-id"],
        ],
      },
      queryStringsConfig: { queryStringBehavior: "none" },
      cookiesConfig: { cookieBehavior: "none" },
    },
  }).ref;

/** For what the gateway or the edge itself answers: functions say the same, and a page may loosen it for itself. */
const createHeaders = (scope: Construct): string =>
  new ResponseHeadersPolicy(scope, "AnswerHeaders", {
    comment: "Answers are answers",
    securityHeadersBehavior: {
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: false },
      contentTypeOptions: { override: true },
      contentSecurityPolicy: {
        ...{ contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: false },
      },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: false },
    },
  }).responseHeadersPolicyId;

const originId = "api";

/** The gateway; the functions behind it answer only requests that bring the secret. */
export function apiOrigin({ apiId, stack }: HttpApi, { sent }: OriginSecrets): CfnDistribution.OriginProperty {
  return {
    id: originId,
    domainName: `${apiId}.execute-api.${stack.region}.${stack.urlSuffix}`,
    customOriginConfig: {
      ...{ originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
      // As long as the gateway itself waits.
      ...{ originReadTimeout: 30, originKeepaliveTimeout: 60 },
    },
    originCustomHeaders: [{ headerName: secretHeader, headerValue: sent }],
  };
}

interface ApiBehaviours {
  /** Of accounts: nothing is kept. */
  first: CfnDistribution.CacheBehaviorProperty[];
  /** Of everything else. */
  otherwise: CfnDistribution.DefaultCacheBehaviorProperty;
}

/** How the API is served: every method, over TLS only, and public answers for as long as they say. */
export function apiBehaviours(scope: Construct): ApiBehaviours {
  const shared = {
    ...{ targetOriginId: originId, viewerProtocolPolicy: "https-only", compress: true },
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    ...{ originRequestPolicyId: createForwarding(scope), responseHeadersPolicyId: createHeaders(scope) },
  };
  // CloudFront takes no headers into the key of a policy that keeps nothing: a second is as close as it gets.
  const secluded = createCache(scope, "PrivateAnswers", { longest: 1, cookies: "all" });
  const open = createCache(scope, "PublicAnswers", { longest: 86_400, cookies: "none" });
  return {
    first: [{ ...shared, pathPattern: `${basePath}/auth/*`, cachePolicyId: secluded }],
    otherwise: { ...shared, cachePolicyId: open },
  };
}
