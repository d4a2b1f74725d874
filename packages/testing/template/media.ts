import { deliveryOf, mediaOf, origins } from "./declared";
import { presenceFaults, propertyFaults, retentionFaults } from "./differences";
import type { Resources } from "./resources";

/** What a bucket refuses to everybody, its owner too. */
const denied = (bucket: string, condition: Record<string, Record<string, unknown>>) => ({
  Action: "s3:*",
  Condition: condition,
  Effect: "Deny",
  Principal: { AWS: "*" },
  Resource: [`${bucket}.Arn`, `${bucket}.Arn/*`],
});

/** What CloudFront may read, for one distribution only. */
const delivered = (bucket: string, distribution: string) => ({
  Action: "s3:GetObject",
  Condition: {
    StringEquals: { "AWS:SourceArn": `arn:AWS::Partition:cloudfront::AWS::AccountId:distribution/${distribution}` },
  },
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Resource: `${bucket}.Arn/images/*`,
});

/** Backups need versions; what was erased is gone for good after a week. */
const forgetting = [
  { Id: "forget-erased", NoncurrentVersionExpiration: { NoncurrentDays: 7 }, Status: "Enabled" },
  { Id: "forget-markers", ExpiredObjectDeleteMarker: true, Status: "Enabled" },
];

/** One private bucket, over TLS only, open to the site's own pages, where what nobody uses doesn't stay. */
export function mediaFaults(resources: Resources): string[] {
  const media = mediaOf(resources);
  const policy = resources.named("AWS::S3::BucketPolicy", "MediaPolicy");
  return [
    ...presenceFaults(resources, "AWS::S3::Bucket", [media]),
    ...presenceFaults(resources, "AWS::S3::BucketPolicy", [policy]),
    ...retentionFaults(resources, media),
    ...propertyFaults(policy, {
      Bucket: media.id,
      PolicyDocument: {
        Statement: [
          denied(media.id, { Bool: { "aws:SecureTransport": "false" } }),
          denied(media.id, { NumericLessThan: { "s3:TlsVersion": 1.2 } }),
          delivered(media.id, deliveryOf(resources).id),
        ],
        Version: "2012-10-17",
      },
    }),
    ...propertyFaults(media, {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
      LifecycleConfiguration: {
        Rules: [
          { Id: "forget-incoming", Prefix: "incoming/", ExpirationInDays: 1, Status: "Enabled" },
          {
            Id: "forget-unfinished",
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            Status: "Enabled",
          },
          ...(resources.terms.keeps ? forgetting : []),
        ],
      },
      VersioningConfiguration: resources.terms.keeps ? { Status: "Enabled" } : undefined,
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedOrigins: origins,
            AllowedMethods: ["GET", "HEAD", "POST"],
            AllowedHeaders: ["*"],
            ExposedHeaders: ["ETag", "Content-Range", "Content-Length", "Accept-Ranges"],
            MaxAge: 3600,
          },
        ],
      },
    }),
  ];
}
