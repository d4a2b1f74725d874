import { Stack } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnDistribution } from "aws-cdk-lib/aws-cloudfront";
import { CfnRecordSet } from "aws-cdk-lib/aws-route53";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { apiBehaviours, apiOrigin } from "./api-delivery";
import { admit, pictureBehaviour, pictureOrigin } from "./delivery";
import { createEdge, type Edge } from "./edge";
import type { OriginSecrets } from "./origin-secrets";
import type { Domain, Place } from "./place";
import type { Stage } from "./stage";

interface Behind {
  stage: Stage;
  place: Place;
  api: HttpApi;
  media: Bucket;
  secrets: OriginSecrets;
}

/** Refusals that CloudFront would keep for ten seconds, whatever they say of themselves. */
const unkept = [404, 414, 500, 501, 502, 503, 504].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));

const named = ({ domain }: Place, { certificate }: Edge): Partial<CfnDistribution.DistributionConfigProperty> =>
  domain && certificate
    ? {
        aliases: [domain.name],
        viewerCertificate: {
          ...{ acmCertificateArn: certificate, sslSupportMethod: "sni-only" },
          minimumProtocolVersion: "TLSv1.2_2021",
        },
      }
    : {};

/** Of every distribution. */
const cloudFrontZone = "Z2FDTNDATAQYW2";

function pointTo(distribution: CfnDistribution, { name, zone }: Domain): void {
  if (!zone) return;
  for (const type of ["A", "AAAA"])
    new CfnRecordSet(Stack.of(distribution), `Address${type}`, {
      ...{ name: `${name}.`, type, hostedZoneId: zone },
      aliasTarget: { dnsName: distribution.attrDomainName, hostedZoneId: cloudFrontZone },
    });
}

/**
 * The one way in, in front of the API and of public pictures: whatever is no picture is the API's to answer.
 * @returns the platform's address
 */
export function createDistribution(stack: Stack, { stage, place, api, media, secrets }: Behind): string {
  const edge = createEdge(stack, stage, place);
  const { first, otherwise } = apiBehaviours(stack);
  const distribution = new CfnDistribution(stack, "Delivery", {
    distributionConfig: {
      ...{ enabled: true, httpVersion: "http2and3", ipv6Enabled: true, comment: `Insta iQ, ${stage.name}` },
      // The cheaper ones leave India out.
      ...{ priceClass: "PriceClass_200", webAclId: edge.firewall },
      ...named(place, edge),
      origins: [apiOrigin(api, secrets), pictureOrigin(stack, media)],
      cacheBehaviors: [pictureBehaviour(stack), ...first],
      defaultCacheBehavior: otherwise,
      customErrorResponses: unkept,
    },
  });
  admit(media, distribution);
  if (place.domain) pointTo(distribution, place.domain);
  return `https://${place.domain?.name ?? distribution.attrDomainName}`;
}
