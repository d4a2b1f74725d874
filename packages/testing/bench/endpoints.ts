import { type Access, admitted, type Group } from "#contract/endpoint";
import { groups } from "#contract/groups";
import type { Call } from "#local/cloud/invocation";
import type { Reply } from "../api";
import type { TestPlatform } from "../platform";
import { pass, sweep } from "../time";
import { type Cost, Meter } from "./meter";
import { type Visit, visiting } from "./step";
import { tour } from "./tour";

/** What an endpoint costs when its function is warm. */
export interface EndpointCost {
  /** `courses.list by price` */
  name: string;
  /** Reads that the next request doesn't make, because their answers are kept: the caller's standing, courses' cards. */
  kept: Call[];
  /** Without those. */
  calls: Call[];
  rounds: number;
  stripe: number;
}

/** Looks on while endpoints are measured. */
export interface Onlooker {
  /** Right before the request that is measured. */
  before(): Promise<void>;
  /** With the request id of the function that answered. */
  after(cost: EndpointCost, requestId: string, reply: Reply): Promise<void>;
}

/** Longer than a caller's standing is trusted; milliseconds. */
const standingExpires = 4000;

const endpointGroups: Record<string, Group> = groups;

function accessOf(name: string): Access {
  const [group = "", endpoint = ""] = name.split(" ")[0]?.split(".") ?? [];
  const declared = endpointGroups[group]?.endpoints[endpoint];
  if (!declared) throw new Error(`the contract has no ${name}`);
  return declared.access;
}

const isReading = ({ service, action }: Call): boolean => service === "dynamodb" && action === "GetItem";

/** The cost without the read of the caller's standing, which comes first and alone. */
function withoutSession(name: string, { calls: [first, ...calls], rounds, stripe }: Cost): EndpointCost {
  if (!first || !isReading(first)) throw new Error(`${name} doesn't begin by reading who is calling`);
  return { name, kept: [first], calls, rounds: rounds - 1, stripe };
}

const kinds = ({ calls }: { calls: Call[] }): string => calls.map(({ action }) => action).join(" ");

/** What the next request costs: less by what is kept, and never anything else. */
function withoutKept(whole: EndpointCost, cost: Cost): EndpointCost {
  const spared = [...whole.calls];
  for (const { action } of cost.calls) {
    const index = spared.findIndex((call) => call.action === action);
    if (index < 0) throw new Error(`${whole.name} costs "${kinds(cost)}" the second time, not "${kinds(whole)}"`);
    spared.splice(index, 1);
  }
  const { calls, rounds, stripe } = cost;
  return { ...whole, calls, rounds, stripe, kept: [...whole.kept, ...spared] };
}

const nobody = (): Onlooker => ({ before: async () => {}, after: async () => {} });

/**
 * Takes the tour twice, once to warm up, and tells what each endpoint costs the second time. For readings that
 * is the second request in a row, which finds kept what the first had to read.
 */
export async function measureEndpoints(
  platform: TestPlatform,
  watch: (meter: Meter) => Onlooker = nobody,
): Promise<EndpointCost[]> {
  const meter = new Meter(platform.cloud);
  const onlooker = watch(meter);
  const costs = new Map<string, EndpointCost>();
  const visitPlainly = visiting(platform);
  const visit: Visit = async (name, route, request) => {
    pass(platform, standingExpires);
    const measure = async () => {
      await onlooker.before();
      return meter.measure(() => visitPlainly(name, route, request));
    };
    const { reply, cost } = await measure();
    if (costs.has(name)) return reply;
    const guarded = admitted[accessOf(name)] !== undefined;
    const whole = guarded ? withoutSession(name, cost) : { name, kept: [], ...cost };
    const next = route.startsWith("GET") ? (await measure()).cost : undefined;
    const found = next ? withoutKept(whole, next) : whole;
    costs.set(name, found);
    await onlooker.after(found, (next ?? cost).requestId, reply);
    return reply;
  };
  await tour(platform, visitPlainly);
  await platform.settled();
  await tour(platform, visit);
  await platform.settled();
  await sweep(platform);
  return [...costs.values()];
}

/** Every function's calls by kind, of all that it was invoked for. */
export function callsByFunction(platform: TestPlatform): Map<string, Map<string, number>> {
  const counted = new Map<string, Map<string, number>>();
  for (const { functionName, calls } of platform.cloud.invocations()) {
    const kinds = counted.get(functionName) ?? new Map<string, number>();
    for (const { service, action } of calls)
      kinds.set(`${service}:${action}`, (kinds.get(`${service}:${action}`) ?? 0) + 1);
    counted.set(functionName, kinds);
  }
  return counted;
}
