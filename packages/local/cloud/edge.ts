import type { IncomingMessage } from "node:http";
import type { S3 } from "#local/s3/s3";
import type { Clock, ServiceRequest } from "#local/service";
import { deliver } from "./delivery";
import type { Behaviour, Distribution } from "./distribution";
import { EdgeCache } from "./edge-cache";
import { forwardedRequest } from "./edge-request";
import type { Gateway } from "./gateway";
import { withAdded } from "./headers-policy";
import type { Reply } from "./http-server";
import { matchesWildcard } from "./wildcard";

interface EdgeOptions {
  clock: Clock;
  gateway: Gateway;
  s3: S3;
  /** Whether answers are kept. */
  caching: boolean;
}

type Ask = (more: Record<string, string>) => Promise<Reply>;

const validator = ({ headers }: Reply): Record<string, string> => {
  const { etag, "last-modified": modified } = headers;
  if (etag) return { "if-none-match": etag };
  return modified ? { "if-modified-since": modified } : {};
};

const plain = (tag: string): string => tag.trim().replace(/^W\//, "");

/** Whether the viewer has the answer already. */
function isKnown({ "if-none-match": tags }: Record<string, string>, { headers: { etag }, status }: Reply): boolean {
  return status === 200 && etag !== undefined && (tags?.split(",").map(plain).includes(plain(etag)) ?? false);
}

/** The template's distribution, in front of the gateway and of pictures. */
export class Edge {
  private readonly cache: EdgeCache | undefined;

  constructor(
    private readonly distribution: Distribution,
    private readonly options: EdgeOptions,
  ) {
    this.cache = options.caching ? new EdgeCache(options.clock, distribution.refusals) : undefined;
  }

  async handle(request: ServiceRequest, incoming: IncomingMessage): Promise<Reply> {
    const behaviour = this.distribution.behaviours.find(({ pattern }) => matchesWildcard(pattern, request.path));
    if (!behaviour?.methods.includes(request.method)) return { status: 403, headers: {}, body: "" };
    const ask: Ask = (more) => this.ask(behaviour, { ...request, headers: { ...request.headers, ...more } }, incoming);
    const reply = await this.served(behaviour, request, ask);
    return { ...reply, headers: withAdded(reply.headers, behaviour.added) };
  }

  private async ask(behaviour: Behaviour, request: ServiceRequest, incoming: IncomingMessage): Promise<Reply> {
    const { origin } = behaviour;
    const forwarded = forwardedRequest(behaviour, request, incoming);
    if ("pictures" in origin) return deliver(this.options.s3, origin.pictures, forwarded);
    return this.options.gateway.handle(forwarded, incoming, edgeAddress);
  }

  private async served(behaviour: Behaviour, request: ServiceRequest, ask: Ask): Promise<Reply> {
    const { cache } = this;
    if (!cache || !["GET", "HEAD"].includes(request.method) || request.headers.range)
      return marked(await ask({}), "Miss");
    const key = keyOf(behaviour, request);
    const found = cache.find(key);
    if (found?.fresh) return handed(request, found.reply, "Hit", found.age);
    const answer = await ask(found ? validator(found.reply) : {});
    if (found && answer.status === 304) {
      const reply = { ...found.reply, headers: { ...found.reply.headers, ...answer.headers } };
      cache.keep(key, reply, behaviour.cache);
      return handed(request, reply, "RefreshHit", 0);
    }
    if (request.method === "GET" && answer.status !== 304) cache.keep(key, answer, behaviour.cache);
    return found ? handed(request, answer, "Miss") : marked(answer, "Miss");
  }
}

/** One of CloudFront's: what the gateway sees of who asks it. */
const edgeAddress = "198.18.0.1";

const marked = (reply: Reply, how: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, "x-cache": `${how} from cloudfront` },
});

/** What the viewer gets of a whole answer: nothing of its body where they have it already, or asked for none. */
function handed({ method, headers }: ServiceRequest, reply: Reply, how: string, age?: number): Reply {
  const aged = { ...reply.headers, ...(age === undefined ? {} : { age: String(age) }) };
  const told = marked({ ...reply, headers: aged }, how);
  if (isKnown(headers, reply)) {
    const { "content-length": _, ...rest } = told.headers;
    return { ...told, status: 304, headers: rest, body: "" };
  }
  return method === "HEAD" ? { ...told, body: "" } : told;
}

/** What answers differ in. */
function keyOf({ pattern, cache }: Behaviour, { path, query, headers }: ServiceRequest): string {
  const named = [...cache.headers, ...(cache.cookies ? ["cookie"] : [])].map((name) => headers[name] ?? null);
  return JSON.stringify([pattern, path, cache.query ? query.toString() : "", named]);
}
