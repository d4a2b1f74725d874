import { apiOf, deliveryOf, mediaOf, region, settingOf } from "./declared";
import { presenceFaults, propertyFaults } from "./differences";
import { policyOf } from "./edge-policies";
import type { Resources } from "./resources";
import { originSecretsOf } from "./secrets";

/** CloudFront's own: by path alone, for as long as the object says. */
const cachedAsObjectsSay = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/** How the API is reached: by TLS 1.2 only, and with the secret that shows where a request comes from. */
function apiOrigin(resources: Resources) {
  const sent = originSecretsOf(resources).find(
    ({ generation }) => generation === Number(settingOf("ORIGIN_SECRET_GENERATION")),
  );
  return {
    Id: "api",
    DomainName: `${apiOf(resources).id}.execute-api.${region}.AWS::URLSuffix`,
    CustomOriginConfig: {
      ...{ OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] },
      ...{ OriginReadTimeout: 30, OriginKeepaliveTimeout: 60 },
    },
    OriginCustomHeaders: [{ HeaderName: "x-origin-secret", HeaderValue: sent?.reference }],
  };
}

const apiBehaviour = (resources: Resources, cache: string) => ({
  ...{ TargetOriginId: "api", ViewerProtocolPolicy: "https-only", Compress: true },
  AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
  CachePolicyId: policyOf(resources, "CachePolicy", cache).id,
  OriginRequestPolicyId: policyOf(resources, "OriginRequestPolicy", "Forwarded").id,
  ResponseHeadersPolicyId: policyOf(resources, "ResponseHeadersPolicy", "AnswerHeaders").id,
});

const pictureBehaviour = (resources: Resources) => ({
  ...{ PathPattern: "/images/*", TargetOriginId: "media", ViewerProtocolPolicy: "redirect-to-https" },
  AllowedMethods: ["GET", "HEAD"],
  CachePolicyId: cachedAsObjectsSay,
  ResponseHeadersPolicyId: policyOf(resources, "ResponseHeadersPolicy", "PictureHeaders").id,
});

function pictureAccessFaults(resources: Resources): string[] {
  const access = resources.named("AWS::CloudFront::OriginAccessControl", "PictureAccess");
  return [
    ...presenceFaults(resources, "AWS::CloudFront::OriginAccessControl", [access]),
    ...propertyFaults(access, {
      OriginAccessControlConfig: {
        ...{ Name: `instaiq-${resources.stage}-pictures`, OriginAccessControlOriginType: "s3" },
        ...{ SigningBehavior: "always", SigningProtocol: "sigv4" },
      },
    }),
  ];
}

const pictureOrigin = (resources: Resources) => ({
  Id: "media",
  DomainName: `${mediaOf(resources).id}.RegionalDomainName`,
  OriginAccessControlId: `${resources.named("AWS::CloudFront::OriginAccessControl", "PictureAccess").id}.Id`,
  S3OriginConfig: { OriginAccessIdentity: "" },
});

/** One distribution behind the firewall, over TLS: pictures from the bucket, and whatever else from the API. */
export function deliveryFaults(resources: Resources): string[] {
  const delivery = deliveryOf(resources);
  const unkept = [404, 414, 500, 501, 502, 503, 504];
  return [
    ...presenceFaults(resources, "AWS::CloudFront::Distribution", [delivery]),
    ...pictureAccessFaults(resources),
    ...propertyFaults(delivery, {
      DistributionConfig: {
        ...{ Enabled: true, HttpVersion: "http2and3", IPV6Enabled: true, PriceClass: "PriceClass_200" },
        WebACLId: `${resources.named("AWS::WAFv2::WebACL", "Firewall").id}.Arn`,
        Origins: [apiOrigin(resources), pictureOrigin(resources)],
        CacheBehaviors: [
          pictureBehaviour(resources),
          { PathPattern: "/api/auth/*", ...apiBehaviour(resources, "PrivateAnswers") },
        ],
        DefaultCacheBehavior: apiBehaviour(resources, "PublicAnswers"),
        CustomErrorResponses: unkept.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
      },
    }),
  ];
}
