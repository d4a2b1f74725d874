import type { ServiceRequest } from "#local/service";
import { RazorpayFailure } from "./failure";

export interface Keys {
  keyId: string;
  keySecret: string;
}

/** Key id and secret as user and password of Basic authentication. @throws RazorpayFailure 401. */
export function authenticate({ headers }: ServiceRequest, { keyId, keySecret }: Keys): void {
  const [scheme = "", credential = ""] = (headers.authorization ?? "").split(" ");
  if (scheme.toLowerCase() !== "basic") {
    throw new RazorpayFailure(401, { description: "Please provide your api key for authentication purposes." });
  }
  const given = Buffer.from(credential, "base64").toString();
  if (given.split(":")[0] !== keyId) throw new RazorpayFailure(401, { description: "The api key provided is invalid" });
  if (given !== `${keyId}:${keySecret}`) throw new RazorpayFailure(401, { description: "Authentication failed" });
}
