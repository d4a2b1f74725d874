import type { ServiceRequest } from "#local/service";
import { S3Fault } from "./fault";

const lineEnd = "\r\n";

function malformed(): S3Fault {
  return new S3Fault("InvalidRequest", "The body isn't well-formed aws-chunked content.");
}

/** What follows the last chunk: `x-amz-checksum-crc32:…` */
function trailersIn(text: string): Record<string, string> {
  const pairs = text.split(lineEnd).map((line) => /^([^:]+):(.*)$/.exec(line));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1]?.toLowerCase(), pair[2]?.trim()]] : [])));
}

/**
 * The request with its plain body, where the client has sent it in signed or unsigned chunks (`aws-chunked`), and with
 * the trailing checksums among its headers. The chunks' own signatures aren't looked at.
 */
export function unchunked(request: ServiceRequest): ServiceRequest {
  const { headers, body } = request;
  if (!headers["x-amz-content-sha256"]?.startsWith("STREAMING-")) return request;
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf(lineEnd, at);
    const size = end < 0 ? Number.NaN : Number.parseInt(body.toString("latin1", at, end), 16);
    if (Number.isNaN(size)) throw malformed();
    const from = end + lineEnd.length;
    if (size === 0) {
      const content = Buffer.concat(chunks);
      const encoding = headers["content-encoding"]?.replace(/^aws-chunked,?\s*/, "");
      const { "content-encoding": _chunked, ...others } = headers;
      const more: Record<string, string> = encoding ? { "content-encoding": encoding } : {};
      return {
        ...request,
        headers: { ...others, ...more, ...trailersIn(body.toString("latin1", from)) },
        body: content,
      };
    }
    chunks.push(body.subarray(from, from + size));
    at = from + size + lineEnd.length;
  }
}
