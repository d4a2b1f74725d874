import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { ServiceRequest, ServiceResponse } from "#local/service";

/** An answer; each cookie becomes a Set-Cookie header. */
export interface Reply extends ServiceResponse {
  cookies?: string[];
}

/** Answers a request; undefined breaks the connection without an answer. */
export type Handler = (request: ServiceRequest, incoming: IncomingMessage) => Promise<Reply | undefined>;

export interface HttpServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  close(): Promise<void>;
}

class BodyTooLarge extends Error {}

/** What API Gateway takes; more is answered with 413. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** Listens on 127.0.0.1; port 0 takes a free one. What the handler throws is answered with 500. */
export async function serve(handler: Handler, port: number, bodyLimit = BODY_LIMIT_BYTES): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing, bodyLimit).catch((error: unknown) => fail(outgoing, error));
  });
  // Longer than any client keeps a connection: otherwise its next request can meet a closing socket.
  server.keepAliveTimeout = 120_000;
  const address = await listen(server, port);
  return { url: `http://127.0.0.1:${address.port}`, close: () => close(server) };
}

async function readRequest(incoming: IncomingMessage, bodyLimit: number): Promise<ServiceRequest> {
  const target = incoming.url ?? "/";
  const question = target.indexOf("?");
  const path = question < 0 ? target : target.slice(0, question);
  return {
    method: incoming.method ?? "GET",
    path: decodePath(path),
    query: new URLSearchParams(question < 0 ? "" : target.slice(question + 1)),
    headers: joinedHeaders(incoming),
    body: await readBody(incoming, bodyLimit),
  };
}

async function answer(
  handler: Handler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  bodyLimit: number,
): Promise<void> {
  const response = await handler(await readRequest(incoming, bodyLimit), incoming);
  if (!response) {
    breakConnection(incoming.socket);
    return;
  }
  const { status, headers, cookies = [], body } = response;
  outgoing.writeHead(status, cookies.length > 0 ? { ...headers, "set-cookie": cookies } : headers).end(body);
}

/** A socket that was shut down already can't be reset: Node would keep its handle and never exit. */
function breakConnection(socket: Socket): void {
  if (socket.writable) socket.resetAndDestroy();
  else socket.destroy();
}

async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(incoming.headers["content-length"] ?? Number.NaN);
  // A large file fills one buffer of its size, instead of being held twice.
  const whole = announced <= limit ? Buffer.allocUnsafeSlow(announced) : undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    // What is too much is read and dropped, so that the client gets to see the answer.
    if (whole) chunk.copy(whole, size);
    else if (size + chunk.length <= limit) chunks.push(chunk);
    size += chunk.length;
  }
  if (size > limit) throw new BodyTooLarge();
  return whole ? whole.subarray(0, size) : Buffer.concat(chunks);
}

function joinedHeaders({ headersDistinct }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headersDistinct).map(([name, values = []]) => {
    return [name, values.join(name === "cookie" ? "; " : ",")] as const;
  });
  return Object.fromEntries(entries);
}

/** The path as sent when it isn't validly encoded. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function fail(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent || outgoing.destroyed) {
    outgoing.destroy();
    return;
  }
  const tooLarge = error instanceof BodyTooLarge;
  outgoing.writeHead(tooLarge ? 413 : 500, { "content-type": "application/json" });
  outgoing.end(JSON.stringify({ message: tooLarge ? "Request Entity Too Large" : String(error) }));
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
