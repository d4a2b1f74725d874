import { type Group, routeKeys } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import type { Call, Exchange, Handlers } from "./call";

type Route = Pick<Exchange, "endpoint" | "handle">;

/** Route key → endpoint and handler. API Gateway has matched the path already: routing is one lookup. */
export function routesOf<G extends Group>({ endpoints }: G, handlers: Handlers<G>): Map<string, Route> {
  const entries = Object.entries(endpoints).flatMap(([name, endpoint]) => {
    // The type of `handlers` has tied each handler to its endpoint; here they are all alike.
    const handle = handlers[name as keyof G["endpoints"]] as unknown as (call: Call) => Promise<unknown>;
    return routeKeys(endpoint).map((key) => [key, { endpoint, handle }] as const);
  });
  return new Map(entries);
}

export function routeFor(routes: Map<string, Route>, routeKey: string): Route {
  const route = routes.get(routeKey);
  if (!route) throw new Failure("not_found");
  return route;
}
