import { join } from "node:path";
import type { Clock } from "#local/service";
import type { Assembly } from "./assembly";
import { type Caller, rootCaller } from "./callers";
import type { Cleanup } from "./cleanup";
import type { CloudOptions } from "./cloud-options";
import { Deployment } from "./deployment";
import { distributionOf } from "./distribution";
import type { Doors } from "./doors";
import { Endpoint } from "./endpoint";
import { AccessControl } from "./iam";
import { QueueService } from "./queue-service";
import { Queues } from "./queues";
import { configurationSetsOf, ensureResources, identitiesOf } from "./resources";
import { rolesOf } from "./roles";
import { localAddress } from "./runtime-variables";
import { StackService } from "./stack-service";
import { openStandIns, type StandIns } from "./stand-ins";

/** What functions and triggers stand on: the resolved template, and the services behind one endpoint. */
export interface Ground {
  account: string;
  region: string;
  clock: Clock;
  deployment: Deployment;
  access: AccessControl;
  standIns: StandIns;
  endpoint: Endpoint;
  queues: Queues;
  root: Caller;
  /** Addresses in the template that stand for others here: a distribution's. */
  addresses: Record<string, string>;
  /** By stack, then by output. */
  outputs: Outputs;
}

/** Opens the services and brings them to what the template declares; `doors.urls.aws` answers from then on. */
export async function layGround(options: CloudOptions, doors: Doors, cleanup: Cleanup): Promise<Ground> {
  const { directory, timeOffset = () => 0 } = options;
  const place = placeOf(options.assembly);
  const clock = () => Date.now() + timeOffset();
  const deployment = new Deployment(options.assembly, doors.urls.gateway, (arn) => standIns.secrets.valueOf(arn));
  const access = new AccessControl(rolesOf(deployment));
  const standIns = await openStandIns({
    ...place,
    directory,
    clock,
    identities: identitiesOf(deployment),
    configurationSets: configurationSetsOf(deployment),
    onOperation: ({ request, capacity }) => endpoint.account(request, capacity),
  });
  cleanup.add(() => standIns.dynamodb.close());
  await ensureResources(deployment, standIns, options.secrets ?? {});
  const endpoint = endpointOf(standIns, access, { region: place.region, clock });
  const root = rootCaller(place.account);
  endpoint.register(root);
  doors.answer("aws", (request) => endpoint.handle(request));
  const queues = new Queues(join(directory, "queues.jsonl"), clock);
  endpoint.serve(new QueueService(deployment, queues));
  const domains = distributionOf(deployment, place.account)?.domains ?? [];
  const addresses = Object.fromEntries(domains.map((name) => [`https://${name}`, doors.urls.api]));
  const outputs = outputsOf(deployment, addresses);
  endpoint.serve(new StackService(outputs, place));
  return { ...place, clock, deployment, access, standIns, endpoint, queues, root, addresses, outputs };
}

type Outputs = Record<string, Record<string, string>>;

/** What the stacks tell, with the addresses that stand for others here. */
function outputsOf(deployment: Deployment, addresses: Record<string, string>): Outputs {
  const told = (outputs: Record<string, string>) =>
    Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, localAddress(value, addresses)]));
  return Object.fromEntries(Object.entries(deployment.outputs()).map(([stack, outputs]) => [stack, told(outputs)]));
}

function endpointOf(
  { dynamodb, cognito, secrets, ses, s3 }: StandIns,
  access: AccessControl,
  place: { region: string; clock: Clock },
): Endpoint {
  const services = [dynamodb, cognito, secrets, ses, s3];
  return new Endpoint({ ...place, services, access, pages: (request) => cognito.hostedLogin(request) });
}

/** Where the functions are. */
function placeOf({ stacks }: Assembly): { account: string; region: string } {
  const isFunction = ({ Type }: { Type: string }) => Type === "AWS::Lambda::Function";
  const stack = stacks.find(({ template }) => Object.values(template.Resources).some(isFunction)) ?? stacks[0];
  if (!stack) throw new Error("the assembly holds no stack");
  return { account: stack.account, region: stack.region };
}
