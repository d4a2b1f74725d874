import type { Permission, ServiceRequest } from "#local/service";
import { type Address, bucketArn, objectArn } from "./address";

export type Operation =
  | ("GetObject" | "HeadObject" | "PutObject" | "CopyObject" | "DeleteObject" | "PostObject")
  | ("ListObjectsV2" | "HeadBucket" | "DeleteObjects")
  | (
      | "CreateMultipartUpload"
      | "UploadPart"
      | "UploadPartCopy"
      | "CompleteMultipartUpload"
      | "AbortMultipartUpload"
      | "ListParts"
    );

/** Sub-resources that aren't served here: to ignore one would do something else than was asked for. */
const subresources = ["acl", "tagging", "policy", "cors", "lifecycle", "versioning", "versions", "torrent", "location"];

function ofBucket({ method, query, headers }: ServiceRequest): Operation | undefined {
  if (method === "GET" && query.get("list-type") === "2") return "ListObjectsV2";
  if (method === "HEAD") return "HeadBucket";
  if (method !== "POST") return undefined;
  if (query.has("delete")) return "DeleteObjects";
  return headers["content-type"]?.startsWith("multipart/form-data") ? "PostObject" : undefined;
}

function ofObject({ method, query, headers }: ServiceRequest): Operation | undefined {
  const part = query.has("uploadId");
  switch (method) {
    case "GET":
      return part ? "ListParts" : "GetObject";
    case "HEAD":
      return "HeadObject";
    case "PUT":
      if (part) return "x-amz-copy-source" in headers ? "UploadPartCopy" : "UploadPart";
      return "x-amz-copy-source" in headers ? "CopyObject" : "PutObject";
    case "DELETE":
      return part ? "AbortMultipartUpload" : "DeleteObject";
    case "POST":
      if (query.has("uploads")) return "CreateMultipartUpload";
      return part ? "CompleteMultipartUpload" : undefined;
    default:
      return undefined;
  }
}

/** The API's name of what is asked for; undefined for what isn't served here. */
export function operationOf(request: ServiceRequest, { bucket, key }: Address): Operation | undefined {
  if (bucket === undefined || subresources.some((name) => request.query.has(name))) return undefined;
  return key === undefined ? ofBucket(request) : ofObject(request);
}

/** The actions that IAM knows the operations by, where it has another name for them. */
const actions: Partial<Record<Operation, string>> = {
  HeadObject: "GetObject",
  CopyObject: "PutObject",
  PostObject: "PutObject",
  CreateMultipartUpload: "PutObject",
  UploadPart: "PutObject",
  UploadPartCopy: "PutObject",
  CompleteMultipartUpload: "PutObject",
  ListObjectsV2: "ListBucket",
  HeadBucket: "ListBucket",
  DeleteObjects: "DeleteObject",
  ListParts: "ListMultipartUploadParts",
};

/** What an operation on a bucket, or on one of its objects, needs. */
export function permissionFor(operation: Operation, bucket: string, key?: string): Permission {
  const resource = key === undefined ? bucketArn(bucket) : objectArn(bucket, key);
  return { action: `s3:${actions[operation] ?? operation}`, resource };
}
