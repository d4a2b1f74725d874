import { Duration } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { originsOf, type Stage } from "./stage";
import { removalOf } from "./stages";

/** New objects are told to EventBridge. The construct's own way to say so is a Lambda in Python with a wide role. */
function announceObjects(media: Bucket): void {
  const { defaultChild: bucket } = media.node;
  if (!(bucket instanceof CfnBucket)) throw new Error("the bucket isn't one");
  bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

/** What was erased is gone for good after a week, by when a slip of the hand has been noticed. */
const forgetting = [
  { id: "forget-erased", noncurrentVersionExpiration: Duration.days(7) },
  { id: "forget-markers", expiredObjectDeleteMarker: true },
];

/**
 * What people upload: they put it below `incoming/`, where it stays for a day at most. Lessons' files that pass are
 * copied below `media/`, pictures are drawn anew below `images/`; neither is ever written again. Nobody but the
 * platform's own functions has access, and CloudFront to `images/`.
 */
export function createMedia(scope: Construct, stage: Stage): Bucket {
  const media = new Bucket(scope, "Media", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    cors: [
      {
        allowedOrigins: originsOf(stage),
        allowedMethods: [HttpMethods.GET, HttpMethods.HEAD, HttpMethods.POST],
        allowedHeaders: ["*"],
        exposedHeaders: ["ETag", "Content-Range", "Content-Length", "Accept-Ranges"],
        maxAge: 3600,
      },
    ],
    lifecycleRules: [
      { id: "forget-incoming", prefix: "incoming/", expiration: Duration.days(1) },
      { id: "forget-unfinished", abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...(stage.terms.keeps ? forgetting : []),
    ],
    // Backups are made of versions.
    versioned: stage.terms.keeps,
    removalPolicy: removalOf(stage.terms),
  });
  announceObjects(media);
  return media;
}
