import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** What has been asked. */
export interface Asked {
  action: string;
  headers: IncomingMessage["headers"];
  body: unknown;
}

/** How a service behaves for one call: an answer, or what becomes of the connection. */
export type Behaviour =
  | { status?: number; headers?: Record<string, string>; body?: object | string }
  | "reset"
  | "break off"
  | "silence";

function behave(behaviour: Behaviour, { socket }: IncomingMessage, response: ServerResponse): void {
  if (behaviour === "silence") return;
  if (behaviour === "reset") {
    socket.resetAndDestroy();
    return;
  }
  if (behaviour === "break off") {
    response.writeHead(200, { "content-length": "100" }).write("{", () => socket.destroy());
    return;
  }
  const { status = 200, headers, body = {} } = behaviour;
  response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
}

/** A service that does what it is told, call by call: the last behaviour again, where there are more calls. */
export class ScriptedService {
  readonly asked: Asked[] = [];
  private script: Behaviour[] = [];
  private readonly server: Server = createServer((request, response) => void this.take(request, response));

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the service has no port");
    return `http://127.0.0.1:${address.port}`;
  }

  /** Forgets what was asked, and what it was told before. */
  will(...script: Behaviour[]): void {
    this.script = script;
    this.asked.length = 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers } = request;
    const body: unknown = JSON.parse(await text(request));
    const behaviour = this.script[Math.min(this.asked.length, this.script.length - 1)] ?? {};
    this.asked.push({ action: String(headers["x-amz-target"]), headers, body });
    behave(behaviour, request, response);
  }
}
