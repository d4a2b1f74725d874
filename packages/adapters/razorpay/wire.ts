import { request as plain } from "node:http";
import { request as encrypted } from "node:https";
import { razorpayBase, setting } from "../environment";
import { secret } from "../secrets";

/** Two silent tries fit into a function's ten seconds, beside what else it does. */
const timeoutMs = 3500;

export interface WireRequest {
  method: "GET" | "POST";
  /** With its query: `/v1/orders?receipt=…`. */
  path: string;
  body?: object;
  headers?: Record<string, string>;
}

export interface WireAnswer {
  status: number;
  text: string;
}

/** One request to Razorpay. @throws when nothing, or not everything, comes back in time. */
export async function send({ method, path, body, headers }: WireRequest): Promise<WireAnswer> {
  const url = new URL(path, razorpayBase() ?? "https://api.razorpay.com");
  const auth = `${setting("RAZORPAY_KEY_ID")}:${await secret("RAZORPAY_KEY_SECRET")}`;
  const payload = body && JSON.stringify(body);
  const options = {
    method,
    auth,
    headers: { ...headers, ...(payload && { "content-type": "application/json" }) },
    signal: AbortSignal.timeout(timeoutMs),
  };
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === "http:" ? plain : encrypted)(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(payload);
  });
}
