import type { Clock, Permission, PublicService, Requester, ServiceRequest, ServiceResponse } from "#local/service";
import { addressOf } from "./address";
import { requireAuthentic } from "./authentication";
import { type Bucket, openBucket } from "./bucket";
import type { Call, Creation } from "./call";
import { unchunked } from "./chunked";
import { copyObject } from "./copy";
import { answerPreflight, shared } from "./cors";
import { deleteObject, deleteObjects } from "./delete";
import { faultAnswer, S3Fault } from "./fault";
import { getObject } from "./get";
import { listObjects } from "./list";
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
  uploadPartCopy,
} from "./multipart";
import { type Operation, operationOf, permissionFor } from "./operation";
import { postObject } from "./post";
import { putObject } from "./put";
import type { StoredObject } from "./store";

/** An object that is new, in a bucket that announces such. */
export interface ObjectCreated {
  bucket: string;
  object: StoredObject;
  reason: Creation;
}

interface S3Options {
  /** Where the objects are kept. */
  directory: string;
  clock: Clock;
}

const operations: Record<Exclude<Operation, "PostObject">, (call: Call) => ServiceResponse> = {
  GetObject: getObject,
  HeadObject: getObject,
  PutObject: putObject,
  CopyObject: copyObject,
  DeleteObject: deleteObject,
  ListObjectsV2: listObjects,
  HeadBucket: () => ({ status: 200, headers: {}, body: "" }),
  DeleteObjects: deleteObjects,
  CreateMultipartUpload: createMultipartUpload,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  ListParts: listParts,
};

/** The key of each is checked by itself: what a requester may not delete is named in the answer. */
const checkedWithin = new Set<Operation>(["DeleteObjects"]);

/** Opens the stand-in for Amazon S3. Buckets are declared afterwards, at each start. */
export async function openS3(options: S3Options): Promise<S3> {
  return new S3(options);
}

/** Amazon S3: private buckets that the template declares, signatures that count, and forms held to their policies. */
export class S3 implements PublicService {
  readonly name = "s3";
  private readonly buckets = new Map<string, Bucket>();
  private readonly listeners: ((event: ObjectCreated) => void)[] = [];

  constructor(private readonly options: S3Options) {}

  /** Declares a bucket by the resolved properties of its `AWS::S3::Bucket`. */
  ensureBucket(name: string, properties: Record<string, unknown>): void {
    this.buckets.set(name, openBucket(this.options.directory, name, properties));
  }

  /** Every object below a prefix, as key and ETag. */
  objectsIn(bucket: string, prefix: string): string[] {
    return this.bucketNamed(bucket)
      .objects.list(prefix)
      .map(({ key, etag }) => `${key} ${etag}`);
  }

  /** Tells of every new object, before the request is answered. */
  onCreated(listener: (event: ObjectCreated) => void): void {
    this.listeners.push(listener);
  }

  /** None beforehand: they are asked for once the signature has been checked. */
  permissions(): Permission[] {
    return [];
  }

  owns(request: ServiceRequest): boolean {
    return this.buckets.has(this.addressOf(request).bucket ?? "");
  }

  action(request: ServiceRequest): string {
    return operationOf(request, this.addressOf(request)) ?? "";
  }

  async handle(request: ServiceRequest, requester: Requester): Promise<ServiceResponse> {
    const rules = this.buckets.get(this.addressOf(request).bucket ?? "")?.cors ?? [];
    if (request.method === "OPTIONS") return answerPreflight(rules, request);
    const answer = shared(rules, request, this.answer(request, requester));
    // The client reads from it by how much its clock is off.
    const headers = { date: new Date(this.options.clock()).toUTCString(), ...answer.headers };
    return { ...answer, headers, body: request.method === "HEAD" ? "" : answer.body };
  }

  /** What a distribution reads, which the bucket's policy admits to these keys only: it may list nothing. */
  deliver(bucket: string, key: string, request: ServiceRequest): ServiceResponse {
    const require = () => {
      throw new S3Fault("AccessDenied", "Access Denied");
    };
    return this.attempt(() => getObject(this.callOn(bucket, key, request, require)));
  }

  private answer(request: ServiceRequest, requester: Requester): ServiceResponse {
    return this.attempt(() => this.run(request, requester));
  }

  private attempt(run: () => ServiceResponse): ServiceResponse {
    try {
      return run();
    } catch (error) {
      if (error instanceof S3Fault) return faultAnswer(error.code, error.message, error.details);
      throw error;
    }
  }

  private run(request: ServiceRequest, requester: Requester): ServiceResponse {
    const { bucket: name = "", key = "" } = this.addressOf(request);
    const operation = operationOf(request, this.addressOf(request));
    if (operation !== "PostObject") requireAuthentic(request, requester, this.options.clock);
    if (!operation)
      throw new S3Fault(
        "NotImplemented",
        "A header or query you provided implies functionality that is not implemented locally.",
      );
    const require = requirement(requester, name);
    if (operation !== "PostObject" && !checkedWithin.has(operation)) require(operation, key);
    if (Buffer.byteLength(key) > 1024)
      throw new S3Fault("KeyTooLongError", "Your key is too long", { MaxSizeAllowed: 1024 });
    const call = this.callOn(name, key, unchunked(request), require);
    return operation === "PostObject" ? postObject(call, requester) : operations[operation](call);
  }

  private callOn(name: string, key: string, request: ServiceRequest, require: Call["require"]): Call {
    const bucket = this.bucketNamed(name);
    return {
      ...{ request, bucket, key, now: this.options.clock(), require },
      created: (object, reason) => {
        if (bucket.announces) for (const listener of this.listeners) listener({ bucket: name, object, reason });
      },
      bucketNamed: (other) => this.bucketNamed(other),
    };
  }

  private bucketNamed(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw new S3Fault("NoSuchBucket", "The specified bucket does not exist", { BucketName: name });
    return bucket;
  }

  private addressOf(request: ServiceRequest) {
    return addressOf(request, (bucket) => this.buckets.has(bucket));
  }
}

const requirement =
  (requester: Requester, ownBucket: string): Call["require"] =>
  (operation, key, bucket = ownBucket) => {
    const refused = requester.refusal(permissionFor(operation, bucket, key || undefined));
    if (refused !== undefined) throw new S3Fault("AccessDenied", refused);
  };
