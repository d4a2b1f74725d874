import type { Group } from "#contract/endpoint";
import { groups } from "#contract/groups";
import type { Measured } from "../kept";
import type { Visited } from "../work";
import { plus, type Quantities, times } from "./quantities";
import { type Circumstances, gigabyte, quantitiesOf } from "./work-cost";

const declared: Record<string, Group> = groups;

/** Whether the edge keeps the answer: by the contract, only what everybody reads. */
export function isKept(name: string): boolean {
  const [group = "", endpoint = ""] = name.split(" ")[0]?.split(".") ?? [];
  const found = declared[group]?.endpoints[endpoint];
  if (!found) throw new Error(`the contract has no ${name}`);
  return found.method === "GET" && found.access === "public" && (found.cache ?? 0) > 0;
}

export function visitNamed({ visits }: Measured, name: string): Visited {
  const visit = visits.find((one) => one.name === name);
  if (!visit) throw new Error(`${name} wasn't measured: npm run bench -- --endpoints`);
  return visit;
}

/** What the edge does with every request, whether it asks the API or not. */
const atEdge = (bytes: number): Quantities => ({ edgeRequest: 1, firewallRequest: 1, edgeGb: bytes / gigabyte });

/** One call of an endpoint with all that follows from it, of which `hits` are answered at the edge where it may. */
export function visitQuantities(visit: Visited, circumstances: Circumstances, hits = 0): Quantities {
  const { own, following, answer, name } = visit;
  const works = [own, ...following].map((work) => quantitiesOf(work, circumstances));
  const webhooks = following.filter((work) => work.function === "webhooks");
  const requests = 1 + webhooks.reduce((sum, { invocations }) => sum + invocations, 0);
  const behind = plus({ gatewayRequest: requests }, ...works);
  return plus(atEdge(answer), times(behind, 1 - (isKept(name) ? hits : 0)));
}
