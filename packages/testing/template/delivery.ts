import { deliveryOf, mediaOf } from "./declared";
import { presenceFaults, propertyFaults } from "./differences";
import type { Resources } from "./resources";

/** CloudFront's own: by path alone, for as long as the object says. */
const cachedAsObjectsSay = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/** One distribution, over TLS, which reads the bucket as itself and lets browsers look at pictures, and nothing else. */
export function deliveryFaults(resources: Resources): string[] {
  const delivery = deliveryOf(resources);
  const access = resources.named("AWS::CloudFront::OriginAccessControl", "PictureAccess");
  const headers = resources.named("AWS::CloudFront::ResponseHeadersPolicy", "PictureHeaders");
  const behaviour = {
    TargetOriginId: "media",
    ViewerProtocolPolicy: "redirect-to-https",
    AllowedMethods: ["GET", "HEAD"],
    CachePolicyId: cachedAsObjectsSay,
    ResponseHeadersPolicyId: headers.id,
  };
  const origin = {
    Id: "media",
    DomainName: `${mediaOf(resources).id}.RegionalDomainName`,
    OriginAccessControlId: `${access.id}.Id`,
    S3OriginConfig: { OriginAccessIdentity: "" },
  };
  return [
    ...presenceFaults(resources, "AWS::CloudFront::Distribution", [delivery]),
    ...presenceFaults(resources, "AWS::CloudFront::OriginAccessControl", [access]),
    ...presenceFaults(resources, "AWS::CloudFront::ResponseHeadersPolicy", [headers]),
    ...propertyFaults(delivery, {
      DistributionConfig: {
        ...{ Enabled: true, HttpVersion: "http2and3", IPV6Enabled: true },
        Origins: [origin],
        CacheBehaviors: [{ PathPattern: "/images/*", ...behaviour }],
        DefaultCacheBehavior: behaviour,
      },
    }),
    ...propertyFaults(access, {
      OriginAccessControlConfig: {
        Name: `instaiq-${resources.stage}-pictures`,
        OriginAccessControlOriginType: "s3",
        SigningBehavior: "always",
        SigningProtocol: "sigv4",
      },
    }),
    ...propertyFaults(headers, {
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
    }),
  ];
}
