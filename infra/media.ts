import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { originsOf, type Stage } from "./stage";

/**
 * What people upload: they put it below `incoming/`, where it stays for a day at most; what passes is copied below
 * `media/`, where it is never written again. Nobody but the platform's own functions has access.
 */
export const createMedia = (scope: Construct, stage: Stage): Bucket =>
  new Bucket(scope, "Media", {
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
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  });
