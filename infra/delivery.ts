import { Stack } from "aws-cdk-lib";
import {
  CachePolicy,
  type CfnDistribution,
  CfnOriginAccessControl,
  HeadersFrameOption,
  ResponseHeadersPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

/** What browsers may make of a picture: look at it, from any page, and nothing else. */
const createHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, "PictureHeaders", {
    comment: "Pictures are pictures",
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; sandbox", override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: "cross-origin-resource-policy", value: "cross-origin", override: true }],
    },
  });

/** CloudFront reads what lies below `images/`, and nothing else of the bucket, whatever it is asked for. */
export const admit = (media: Bucket, distribution: CfnDistribution): void =>
  void media.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
      actions: ["s3:GetObject"],
      resources: [media.arnForObjects("images/*")],
      conditions: {
        StringEquals: {
          "AWS:SourceArn": Stack.of(media).formatArn({
            ...{ service: "cloudfront", region: "", resource: "distribution", resourceName: distribution.ref },
          }),
        },
      },
    }),
  );

const originId = "media";

/** The private bucket, which CloudFront asks as itself. */
export function pictureOrigin(scope: Construct, media: Bucket): CfnDistribution.OriginProperty {
  const access = new CfnOriginAccessControl(scope, "PictureAccess", {
    originAccessControlConfig: {
      ...{ name: `${Stack.of(scope).stackName}-pictures`, originAccessControlOriginType: "s3" },
      ...{ signingBehavior: "always", signingProtocol: "sigv4" },
    },
  });
  return {
    ...{ id: originId, domainName: media.bucketRegionalDomainName, originAccessControlId: access.attrId },
    s3OriginConfig: { originAccessIdentity: "" },
  };
}

/**
 * Public pictures: `/images/avatar/upl_…/….jpg` is the object `images/avatar/upl_…/….jpg`. How long each is kept says
 * the object itself.
 */
export const pictureBehaviour = (scope: Construct): CfnDistribution.CacheBehaviorProperty => ({
  ...{ pathPattern: "/images/*", targetOriginId: originId, viewerProtocolPolicy: "redirect-to-https" },
  allowedMethods: ["GET", "HEAD"],
  cachePolicyId: CachePolicy.CACHING_OPTIMIZED.cachePolicyId,
  responseHeadersPolicyId: createHeaders(scope).responseHeadersPolicyId,
});
