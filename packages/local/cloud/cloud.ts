import type { Razorpay } from "#local/razorpay/razorpay";
import type { Stripe } from "#local/stripe/stripe";
import type { Credentials } from "./callers";
import { Cleanup } from "./cleanup";
import type { CloudOptions, CloudUrls } from "./cloud-options";
import type { Deployment } from "./deployment";
import { type Doors, openDoors } from "./doors";
import type { Faults } from "./faults";
import { type Ground, layGround } from "./ground";
import type { AccessControl } from "./iam";
import type { FinishedInvocation, Outcome } from "./invocation";
import { lockDirectory } from "./lock";
import { assemble, type Machinery } from "./machinery";
import type { ObjectEvents } from "./object-events";
import { openPayments } from "./payments";
import type { Queues } from "./queues";
import { ignoredResources } from "./resources";
import type { Schedules } from "./schedules";
import type { StandIns } from "./stand-ins";
import type { Topics } from "./topics";
import type { Triggers } from "./triggers";

/** A running local cloud. */
export interface Cloud {
  urls: CloudUrls;
  region: string;
  account: string;
  /** By stack, then by output. */
  outputs: Record<string, Record<string, string>>;
  /** Resources of the template that are left out, as `STACK/LOGICAL_ID TYPE`. */
  ignored: string[];
  /** May call everything on `urls.aws`. */
  rootCredentials: Credentials;
  deployment: Deployment;
  access: AccessControl;
  faults: Faults;
  queues: Queues;
  triggers: Triggers;
  /** What storage tells functions. */
  objectEvents: ObjectEvents;
  schedules: Schedules;
  topics: Topics;
  standIns: StandIns;
  /** Undefined without Stripe settings. */
  stripe: Stripe | undefined;
  /** Undefined without Razorpay settings. */
  razorpay: Razorpay | undefined;
  /** The latest 1,000, oldest first, with the AWS calls of each. */
  invocations(): FinishedInvocation[];
  /** By the function's name or logical id. */
  invoke(name: string, event: unknown): Promise<Outcome>;
  /** The function's next invocations run the code in that directory, or load the same again. */
  reload(name: string, root?: string): Promise<void>;
  close(): Promise<void>;
}

const INVOCATIONS_KEPT = 1000;

/** Serves what `cdk synth` produced. Resolves when everything answers; rejects with nothing left open. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const cleanup = new Cleanup();
  try {
    cleanup.add(lockDirectory(options.directory));
    const doors = await openDoors(options.ports ?? {});
    cleanup.add(() => doors.close());
    return await start(options, doors, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(options: CloudOptions, doors: Doors, cleanup: Cleanup): Promise<Cloud> {
  const ground = await layGround(options, doors, cleanup);
  const finished: FinishedInvocation[] = [];
  const machinery = assemble(ground, options, doors.urls, (invocation) => {
    finished.push(invocation);
    if (finished.length > INVOCATIONS_KEPT) finished.shift();
    options.finished?.(invocation);
  });
  const payments = await openPayments(options, ground.clock, doors);
  cleanup.add(() => payments.stripe?.close());
  cleanup.add(() => payments.razorpay?.close());
  setInMotion(machinery, options, doors, cleanup);
  doors.answer("inbox", async (request) => (await ground.standIns.ses.inbox(request)) ?? notFound());
  return {
    ...describe(ground, doors, machinery),
    ...payments,
    invocations: () => finished,
    close: () => cleanup.run(),
  };
}

function setInMotion(
  { functions, gateway, edge, triggers, objectEvents, schedules, topics }: Machinery,
  { schedules: scheduled = true, warm = true }: CloudOptions,
  doors: Doors,
  cleanup: Cleanup,
): void {
  cleanup.add(async () => {
    // Told first, so that they don't take the end of the functions for failures.
    const stopped = [triggers.close(), objectEvents.close(), topics.close()];
    await functions.close();
    await Promise.all(stopped);
  });
  cleanup.add(() => schedules.close());
  const way = edge ?? gateway;
  if (way) doors.answer("api", (request, incoming) => way.handle(request, incoming));
  if (gateway) doors.answer("gateway", (request, incoming) => gateway.handle(request, incoming));
  triggers.start();
  topics.start();
  objectEvents.start();
  if (scheduled) schedules.start();
  if (warm) void functions.warm();
}

function describe(ground: Ground, { urls }: Doors, machinery: Machinery) {
  const { functions, triggers, objectEvents, schedules, topics } = machinery;
  const { account, region, deployment, access, endpoint, queues, standIns, root } = ground;
  return {
    ...{ urls, account, region, deployment, access, queues, standIns, triggers, objectEvents, schedules, topics },
    outputs: ground.outputs,
    ignored: ignoredResources(deployment),
    faults: endpoint.faults,
    rootCredentials: root.credentials,
    invoke: (name: string, event: unknown) => functions.find(name).invoke(event, "invoke"),
    reload: (name: string, root?: string) => functions.find(name).reload(root),
  };
}

function notFound() {
  return { status: 404, headers: { "content-type": "text/plain" }, body: "Not found\n" };
}
