import { Agent, type RequestOptions, request } from "node:http";
import type { Reply } from "./api";
import type { TestPlatform } from "./platform";

const agent = new Agent({ keepAlive: true });

export interface RawRequest {
  method: string;
  /** Sent as it is: no client normalises `..`, and nothing is encoded. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Sends just these bytes; what well-behaved clients would mend or refuse arrives unmended. */
export function sendRaw({ cloud }: TestPlatform, { method, path, headers, body = "" }: RawRequest): Promise<Reply> {
  const { hostname, port } = new URL(cloud.urls.api);
  const bytes = Buffer.from(body);
  const length = bytes.length > 0 ? { "content-length": String(bytes.length) } : {};
  return exchange({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, bytes);
}

function exchange(options: RequestOptions, bytes: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(options, async (incoming) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      const pairs = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
      const json = /json/.test(incoming.headers["content-type"] ?? "") && text !== "";
      resolve({ status: incoming.statusCode ?? 0, headers: new Headers(pairs), body: json ? JSON.parse(text) : text });
    });
    outgoing.on("error", reject);
    outgoing.end(bytes);
  });
}
