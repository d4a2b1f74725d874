import { objectArn } from "#local/s3/address";
import type { S3 } from "#local/s3/s3";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { PictureBehaviour } from "./distribution";
import { matchesWildcard } from "./wildcard";

/** What a viewer sends that the origin gets to see. */
const forwarded = ["if-none-match", "if-modified-since", "range", "if-range"];

const kept = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => forwarded.includes(name)));

const refused = (status: number): ServiceResponse => ({ status, headers: {}, body: "" });

/** CloudFront's part for pictures: the paths of the template's distributions that lead into a private bucket. */
export class Delivery {
  constructor(
    private readonly s3: S3,
    private readonly behaviours: PictureBehaviour[],
  ) {}

  /** Undefined where no behaviour leads. */
  handle(request: ServiceRequest): ServiceResponse | undefined {
    const behaviour = this.behaviours.find(({ pattern }) => matchesWildcard(pattern, request.path));
    if (!behaviour) return undefined;
    const answer = this.read(behaviour, request);
    return { ...answer, headers: { ...answer.headers, ...behaviour.headers } };
  }

  private read({ bucket, readable, methods }: PictureBehaviour, request: ServiceRequest): ServiceResponse {
    if (!methods.includes(request.method)) return refused(403);
    const key = request.path.slice(1);
    if (!readable.some((pattern) => matchesWildcard(pattern, objectArn(bucket, key)))) return refused(403);
    // The query is no part of it, nor are the viewer's other headers.
    const asked = { ...request, query: new URLSearchParams(), headers: kept(request.headers) };
    const answer = this.s3.deliver(bucket, key, asked);
    return { ...answer, body: request.method === "HEAD" ? "" : answer.body };
  }
}
