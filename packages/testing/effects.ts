import type { Reply } from "./api";
import type { TestPlatform } from "./platform";

/** Calls that leave everything as it was. */
const readings = new Set(["GetItem", "BatchGetItem", "Query", "GetSecretValue"]);

/** What the function that answered a request called; nothing when the gateway answered by itself. */
export function callsOf({ cloud }: TestPlatform, reply: Reply): string[] {
  const requestId = reply.headers.get("apigw-requestid");
  const invocation = cloud.invocations().findLast(({ source }) => source === requestId);
  return invocation?.calls.map(({ service, action }) => `${service}:${action}`) ?? [];
}

/** Those of them that may have changed something: everything but plain readings. */
export const writesOf = (platform: TestPlatform, reply: Reply): string[] =>
  callsOf(platform, reply).filter((call) => !readings.has(call.split(":")[1] ?? ""));
