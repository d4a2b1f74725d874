import { z } from "zod";
import type { Deployment } from "./deployment";
import { StatementDocument } from "./policy";

const Behaviour = z.object({
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()),
  ResponseHeadersPolicyId: z.string().optional(),
});

const DistributionProperties = z.object({
  DistributionConfig: z.object({
    Origins: z.array(
      z.object({ Id: z.string(), DomainName: z.string(), OriginAccessControlId: z.string().optional() }),
    ),
    CacheBehaviors: z.array(Behaviour.extend({ PathPattern: z.string() })).default([]),
  }),
});

const HeadersProperties = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z
      .object({
        ContentTypeOptions: z.object({}).optional(),
        ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }).optional(),
        FrameOptions: z.object({ FrameOption: z.string() }).optional(),
      })
      .default({}),
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) })
      .default({ Items: [] }),
  }),
});

const PolicyProperties = z.object({
  Bucket: z.string(),
  PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Principal: z.unknown() })) }),
});

/** A path of a distribution behind which a private bucket lies. */
export interface PictureBehaviour {
  /** `/images/*` */
  pattern: string;
  methods: string[];
  bucket: string;
  /** Patterns of ARNs that the bucket's policy lets the distribution read. */
  readable: string[];
  headers: Record<string, string>;
}

/** The names of the distributions, which the local cloud serves on the API's own address. */
export const distributionDomains = (deployment: Deployment): string[] =>
  deployment.resources("AWS::CloudFront::Distribution").map((resource) => resource.attribute("DomainName"));

/** What the headers policy of that id adds to every answer. */
function headersOf(deployment: Deployment, id: string | undefined): Record<string, string> {
  const policy = deployment.resources("AWS::CloudFront::ResponseHeadersPolicy").find((resource) => resource.id === id);
  if (!policy) return {};
  const { SecurityHeadersConfig: security, CustomHeadersConfig } =
    policy.properties(HeadersProperties).ResponseHeadersPolicyConfig;
  return {
    ...(security.ContentTypeOptions && { "x-content-type-options": "nosniff" }),
    ...(security.ContentSecurityPolicy && {
      "content-security-policy": security.ContentSecurityPolicy.ContentSecurityPolicy,
    }),
    ...(security.FrameOptions && { "x-frame-options": security.FrameOptions.FrameOption }),
    ...Object.fromEntries(CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
  };
}

/** What of a bucket its policy lets CloudFront read, for the distribution of that ARN. */
function readableBy(deployment: Deployment, bucket: string, distributionArn: string): string[] {
  const policies = deployment.resources("AWS::S3::BucketPolicy").map((one) => one.properties(PolicyProperties));
  const statements = policies
    .filter((policy) => policy.Bucket === bucket)
    .flatMap((one) => one.PolicyDocument.Statement);
  return statements.flatMap(({ Principal, ...statement }) => {
    if (JSON.stringify(Principal) !== '{"Service":"cloudfront.amazonaws.com"}') return [];
    const { Effect, Action, Resource, Condition } = StatementDocument.parse(statement);
    const named = Condition.StringEquals?.["AWS:SourceArn"] === distributionArn;
    return Effect === "Allow" && Action.includes("s3:GetObject") && named ? Resource : [];
  });
}

/** Every behaviour of the template's distributions that leads into a bucket by origin access control. */
export function pictureBehaviours(deployment: Deployment, account: string): PictureBehaviour[] {
  const buckets = deployment.resources("AWS::S3::Bucket");
  return deployment.resources("AWS::CloudFront::Distribution").flatMap((resource) => {
    const { Origins, CacheBehaviors } = resource.properties(DistributionProperties).DistributionConfig;
    const arn = `arn:aws:cloudfront::${account}:distribution/${resource.id}`;
    return CacheBehaviors.flatMap(({ PathPattern, TargetOriginId, AllowedMethods, ResponseHeadersPolicyId }) => {
      const origin = Origins.find(({ Id }) => Id === TargetOriginId);
      const bucket = buckets.find((one) => one.attribute("RegionalDomainName") === origin?.DomainName);
      if (!bucket || !origin?.OriginAccessControlId) return [];
      const readable = readableBy(deployment, bucket.id, arn);
      const headers = headersOf(deployment, ResponseHeadersPolicyId);
      return [{ pattern: PathPattern, methods: AllowedMethods, bucket: bucket.id, readable, headers }];
    });
  });
}
