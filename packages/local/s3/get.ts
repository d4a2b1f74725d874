import type { ServiceResponse } from "#local/service";
import { type Call, encrypted, objectOf, quoted, unquoted } from "./call";
import { S3Fault } from "./fault";
import type { StoredObject } from "./store";

/** HTTP knows seconds only. */
const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

const listed = (tags: string): string[] => tags.split(",").map((tag) => unquoted(tag.trim().replace(/^W\//, "")));

const names = (tags: string, etag: string): boolean => tags.trim() === "*" || listed(tags).includes(etag);

/** Whether the reader has it already; the tag counts before the date. @throws S3Fault PreconditionFailed */
function isFresh({ request: { headers } }: Call, { etag, modifiedAt }: StoredObject): boolean {
  const since = (name: string) => seconds(Date.parse(headers[name] ?? ""));
  const { "if-match": match, "if-none-match": none } = headers;
  const failed = (Condition: string) =>
    new S3Fault("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", { Condition });
  if (match !== undefined && !names(match, etag)) throw failed("If-Match");
  if (match === undefined && since("if-unmodified-since") < seconds(modifiedAt)) throw failed("If-Unmodified-Since");
  if (none !== undefined) return names(none, etag);
  return since("if-modified-since") >= seconds(modifiedAt);
}

/** Whether `If-Range`, where there is one, still means this object. */
function stillMeant(condition: string | undefined, { etag, modifiedAt }: StoredObject): boolean {
  if (condition === undefined) return true;
  const date = Date.parse(condition);
  return Number.isNaN(date) ? unquoted(condition) === etag : seconds(date) >= seconds(modifiedAt);
}

interface Range {
  start: number;
  /** Not included. */
  end: number;
}

/** One range is served; none, several and nonsense mean the whole. @throws S3Fault InvalidRange */
function rangeOf({ request: { headers } }: Call, object: StoredObject): Range | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? "") ?? [];
  if ((first === "" && last === "") || !stillMeant(headers["if-range"], object)) return undefined;
  const { size } = object;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  if (first !== "" && last !== "" && Number(last) < start) return undefined;
  if (start >= size)
    throw new S3Fault("InvalidRange", "The requested range is not satisfiable", {
      RangeRequested: headers.range ?? "",
      ActualObjectSize: size,
    });
  return { start, end };
}

const overridable = [
  "content-type",
  "content-language",
  "expires",
  "cache-control",
  "content-disposition",
  "content-encoding",
];

/** What the signer of an address wants the browser to be told instead. */
function overrides({ request: { query } }: Call): Record<string, string> {
  const given = overridable.map((name) => [name, query.get(`response-${name}`)] as const);
  return Object.fromEntries(given.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** GetObject and HeadObject: whole or a range, unless the reader has it. */
export function getObject(call: Call): ServiceResponse {
  const object = objectOf(call);
  const { request, bucket } = call;
  const validators = { etag: quoted(object.etag), "last-modified": new Date(object.modifiedAt).toUTCString() };
  if (isFresh(call, object)) return { status: 304, headers: validators, body: "" };
  const range = rangeOf(call, object);
  const { start, end } = range ?? { start: 0, end: object.size };
  const checksums = request.headers["x-amz-checksum-mode"] === "ENABLED" && !range ? object.checksums : {};
  const headers = {
    ...{ ...validators, "accept-ranges": "bytes", "content-length": String(end - start) },
    ...(range && { "content-range": `bytes ${start}-${end - 1}/${object.size}` }),
    ...{ ...object.headers, ...encrypted, ...checksums, ...overrides(call) },
  };
  const body = request.method === "HEAD" ? "" : bucket.objects.read(object, start, end);
  return { status: range ? 206 : 200, headers, body };
}
