import { z } from "zod";
import type { Deployment } from "./deployment";
import { StatementDocument } from "./policy";

const PolicyProperties = z.object({
  Bucket: z.string(),
  PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Principal: z.unknown() })) }),
});

/** A private bucket that a distribution reads by origin access control. */
export interface PictureOrigin {
  bucket: string;
  /** Patterns of ARNs that the bucket's policy lets the distribution read. */
  readable: string[];
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

/** Undefined where the domain is no bucket's. */
export function pictureOriginOf(deployment: Deployment, domain: string, arn: string): PictureOrigin | undefined {
  const buckets = deployment.resources("AWS::S3::Bucket");
  const bucket = buckets.find((one) => one.attribute("RegionalDomainName") === domain);
  return bucket && { bucket: bucket.id, readable: readableBy(deployment, bucket.id, arn) };
}
