import { randomUUID } from "node:crypto";
import { apiEvent } from "#local/cloud/api-event";
import { replyOf } from "#local/cloud/api-reply";
import type { Reply } from "./api";
import type { TestPlatform } from "./platform";

/** The deployed name of the function of that group or worker. */
export function functionNamed({ cloud }: TestPlatform, name: string): string {
  const found = cloud.deployment
    .resources("AWS::Lambda::Function")
    .find(({ logicalId }) => logicalId.startsWith(`${name}Function`));
  if (!found) throw new Error(`no function ${name}`);
  return found.logicalId;
}

/** What a request has from the edge, and the gateway hands over beside it. */
export const throughEdge = (address: string) => ({
  headers: { "x-origin-secret": "of-the-edge", "cloudfront-viewer-address": `${address}:49152` },
  stageVariables: { originSecrets: "of-the-edge" },
});

/** Posts JSON to the auth group's function as edge and gateway would for a client at that address. */
export async function postFrom(platform: TestPlatform, address: string, path: string, body: object): Promise<Reply> {
  const { headers: shown, stageVariables } = throughEdge(address);
  const headers = { "content-type": "application/json", host: "api.example.com", ...shown };
  const content = Buffer.from(JSON.stringify(body));
  const request = { method: "POST", path, query: new URLSearchParams(), headers, body: content };
  const event = apiEvent(request, {
    ...{ account: "000000000000", apiId: "api", stage: "$default", routeKey: `POST ${path}`, requestId: randomUUID() },
    ...{ pathParameters: {}, rawQueryString: "", sourceIp: "198.18.0.1", protocol: "HTTP/1.1", jwt: undefined },
    stageVariables,
    time: Date.now() + platform.ahead,
  });
  const { payload, error } = await platform.cloud.invoke(functionNamed(platform, "auth"), event);
  const reply = payload === undefined ? undefined : replyOf(payload);
  if (!reply) throw new Error(error?.errorMessage ?? "no answer");
  return { status: reply.status, headers: new Headers(reply.headers), body: JSON.parse(reply.body.toString()) };
}
