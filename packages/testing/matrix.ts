import { admitted, type Endpoint, type Role, routeKeys } from "#contract/endpoint";
import { groups } from "#contract/groups";
import type { Reply } from "./api";

/** One route of the API, as the gateway knows it. */
export interface Route {
  /** `GET /api/courses/{slug}` */
  key: string;
  /** `courses.bySlug` */
  name: string;
  endpoint: Endpoint;
}

/** Every route of the contract, those outside the base path too. */
export const routes: Route[] = Object.values(groups).flatMap((group) =>
  Object.entries<Endpoint>(group.endpoints).flatMap(([name, endpoint]) =>
    routeKeys(endpoint).map((key) => ({ key, name: `${group.name}.${name}`, endpoint })),
  ),
);

/** What a caller is to the API: nobody it knows, somebody shut out, or somebody of a role. */
export type Standing = "stranger" | "suspended" | Role;

export type Verdict = "let in" | "unauthorized" | "account_suspended" | "forbidden";

/** What the contract says about who comes to an endpoint, and nothing else does. */
export function verdictFor({ access }: Endpoint, standing: Standing): Verdict {
  const roles = admitted[access];
  if (!roles) return "let in";
  if (standing === "stranger") return "unauthorized";
  if (standing === "suspended") return "account_suspended";
  return roles.includes(standing) ? "let in" : "forbidden";
}

/** What became of a request; anything but a refusal of the caller is "let in". */
export function verdictOf({ status, body }: Reply): string {
  if (status === 401) return "unauthorized";
  return status === 403 ? body.code : "let in";
}

/** A request that is let in and still comes to nothing: no id looks like this, and nobody knows this field. */
export function futile({ key, endpoint }: Route): { route: string; body: object | undefined } {
  const route = `${key.replace(/\{\w+\}/g, "~")}?nobody_knows=this`;
  return { route, body: endpoint.method === "GET" ? undefined : { nobody_knows: "this" } };
}
