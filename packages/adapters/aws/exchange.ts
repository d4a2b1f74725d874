import { type IncomingHttpHeaders, type IncomingMessage, Agent as PlainAgent, request as plainly } from "node:http";
import { Agent, request as securely } from "node:https";

/** What a service has answered, whole. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Milliseconds. */
export interface Limits {
  /** Until there is a connection. */
  connectionTimeout: number;
  /** Until the whole answer is there. */
  requestTimeout: number;
}

/** What is posted. */
export interface Posted {
  url: URL;
  headers: Record<string, string>;
  body: string;
  signal?: AbortSignal;
}

// Connections are kept between invocations. One that was closed while the environment slept is a reset, and tried again.
const pool = { keepAlive: true, maxSockets: 50 };
const [agent, plainAgent] = [new Agent(pool), new PlainAgent(pool)];

const lost = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"]);

/** The SDK's name for all of it: whoever tells what passes by itself knows it by that. */
const named = (error: Error & { code?: string }): Error =>
  lost.has(error.code ?? "") ? Object.assign(error, { name: "TimeoutError" }) : error;

const timeout = (what: string): Error => Object.assign(new Error(what), { code: "ETIMEDOUT" });

function receive(message: IncomingMessage, done: (reply: Reply) => void, failed: (error: Error) => void): void {
  const chunks: Buffer[] = [];
  message.on("data", (chunk: Buffer) => chunks.push(chunk));
  // An answer that breaks off ends with an error, never with a part of it.
  message.on("error", failed);
  message.on("end", () => {
    const { statusCode = 0, headers } = message;
    done({ status: statusCode, headers, body: Buffer.concat(chunks).toString("utf8") });
  });
}

/** Posts, and waits for the whole answer. @throws TimeoutError, or what the connection came to. */
export function exchange({ url, headers, body, signal }: Posted, limits: Limits): Promise<Reply> {
  const secure = url.protocol === "https:";
  const options = { method: "POST", headers, signal, agent: secure ? agent : plainAgent };
  return new Promise((resolve, reject) => {
    const request = (secure ? securely : plainly)(url, options, (message) => receive(message, settle(resolve), fail));
    const giveUp = (what: string) => () => void request.destroy(timeout(what));
    const whole = setTimeout(giveUp("the service didn't answer in time"), limits.requestTimeout);
    const connecting = setTimeout(giveUp("there was no connection in time"), limits.connectionTimeout);
    function settle<T>(then: (value: T) => void) {
      return (value: T): void => {
        clearTimeout(whole);
        clearTimeout(connecting);
        then(value);
      };
    }
    const fail = settle((error: Error) => reject(named(error)));
    request.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", () => clearTimeout(connecting));
      else clearTimeout(connecting);
    });
    request.on("error", fail);
    request.end(body);
  });
}
