import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServiceRequest, ServiceResponse } from "#local/service";

/** A server on a free port of this machine. */
interface Listening {
  origin: string;
  port: number;
  close(): Promise<void>;
}

/** Serves over HTTP what answers service requests. */
export async function listen(handle: (request: ServiceRequest) => Promise<ServiceResponse>): Promise<Listening> {
  const server = createServer(async (incoming, outgoing) => {
    const { status, headers, body } = await handle(await readRequest(incoming));
    outgoing.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { origin: `http://127.0.0.1:${port}`, port, close };
}

async function readRequest(incoming: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const url = new URL(incoming.url ?? "/", "http://local");
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? "GET",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

/** Resolves when the condition holds. @throws after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("the awaited condition did not come to hold");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
