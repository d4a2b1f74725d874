import type { ServiceResponse } from "#local/service";
import { answerXml, type Call, quoted } from "./call";
import { S3Fault, xmlDocument } from "./fault";
import type { StoredObject } from "./store";

interface Entry {
  /** What comes after it begins after this. */
  at: string;
  object?: StoredObject;
  prefix?: string;
}

/** Objects, and common prefixes in place of what lies below them. */
function entries(objects: StoredObject[], prefix: string, delimiter: string): Entry[] {
  const found = new Map<string, Entry>();
  for (const object of objects) {
    const cut = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : object.key.slice(0, cut + delimiter.length);
    found.set(common ?? object.key, common === undefined ? { at: object.key, object } : { at: common, prefix: common });
  }
  return [...found.values()];
}

const token = (at: string): string => Buffer.from(at).toString("base64url");

export function listObjects({ request: { query }, bucket }: Call): ServiceResponse {
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  const most = Number(query.get("max-keys") ?? 1000);
  if (!(most >= 0)) throw new S3Fault("InvalidArgument", "Provided max-keys not an integer or within integer range");
  const continued = query.get("continuation-token");
  const after = continued === null ? (query.get("start-after") ?? "") : Buffer.from(continued, "base64url").toString();
  const later = entries(bucket.objects.list(prefix), prefix, delimiter).filter(
    ({ at }) => Buffer.compare(Buffer.from(at), Buffer.from(after)) > 0,
  );
  const page = later.slice(0, Math.min(most, 1000));
  const truncated = page.length < later.length;
  const shown = query.get("encoding-type") === "url" ? encodeURIComponent : (text: string) => text;
  return answerXml(
    xmlDocument("ListBucketResult", {
      Name: bucket.name,
      Prefix: shown(prefix),
      Delimiter: delimiter || undefined,
      MaxKeys: most,
      KeyCount: page.length,
      IsTruncated: truncated,
      NextContinuationToken: truncated ? token(page.at(-1)?.at ?? after) : undefined,
      Contents: page.flatMap(({ object }) => (object ? [contentsOf(object, shown)] : [])),
      CommonPrefixes: page.flatMap(({ prefix }) => (prefix === undefined ? [] : [{ Prefix: shown(prefix) }])),
    }),
  );
}

const contentsOf = ({ key, modifiedAt, etag, size }: StoredObject, shown: (key: string) => string) => ({
  Key: shown(key),
  LastModified: new Date(modifiedAt).toISOString(),
  ETag: quoted(etag),
  Size: size,
  StorageClass: "STANDARD",
});
