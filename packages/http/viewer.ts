import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { secretHeader, secretsVariable, viewerHeader } from "#contract/edge";
import { Failure } from "#contract/failure";
import type { GatewayEvent } from "./call";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether the secret is one that the gateway hands over with each request, as the deployment has set them. */
function isTaken(secret: string, { stageVariables }: GatewayEvent): boolean {
  const taken = (stageVariables?.[secretsVariable] ?? "").split(",").filter(Boolean);
  const shown = digest(secret);
  // All are compared, each in constant time: how long it takes tells nothing.
  return taken.map((one) => timingSafeEqual(digest(one), shown)).includes(true);
}

/** `203.0.113.7:49152`, `2001:db8::7:49152`, `[2001:db8::7]:49152` → the address. */
const addressIn = (viewer: string): string => /^\[?(.*?)\]?:\d+$/.exec(viewer)?.[1] ?? "";

/**
 * The address of whoever asked, as the edge saw it. What a request says of it is believed only with the edge's secret.
 * @throws Failure wrong_address for a request that came around the edge
 */
export function viewerOf(event: GatewayEvent): string {
  const { [secretHeader]: secret = "", [viewerHeader]: viewer = "" } = event.headers;
  if (!isTaken(secret, event)) throw new Failure("wrong_address");
  const address = addressIn(viewer);
  // Without it, attempts would be counted of everybody together.
  if (isIP(address) === 0) throw new Error("the edge doesn't tell the viewer's address");
  return address;
}
