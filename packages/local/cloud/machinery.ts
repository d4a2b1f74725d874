import { join } from "node:path";
import { apiOf } from "./api-definition";
import type { CloudOptions, CloudUrls } from "./cloud-options";
import { distributionOf } from "./distribution";
import { Edge } from "./edge";
import type { Hosting } from "./environment";
import { eventRulesOf } from "./event-rule";
import type { FunctionHost } from "./function-host";
import { FunctionService } from "./function-service";
import { Functions } from "./functions";
import { Gateway } from "./gateway";
import type { Ground } from "./ground";
import type { FinishedInvocation } from "./invocation";
import { invokeConfigsOf } from "./invoke-config";
import { InvokePermissions } from "./invoke-permissions";
import { ObjectEvents } from "./object-events";
import { localAddress } from "./runtime-variables";
import { schedulesOf } from "./schedule-definition";
import { scheduleRefusal } from "./schedule-refusal";
import { Schedules } from "./schedules";
import { Threads } from "./threads";
import { Topics } from "./topics";
import { Triggers } from "./triggers";

/** What makes functions run, and what makes them be run. */
export interface Machinery {
  functions: Functions;
  /** Undefined when the template has no HTTP API. */
  gateway: Gateway | undefined;
  /** Undefined when the template has no distribution. */
  edge: Edge | undefined;
  objectEvents: ObjectEvents;
  triggers: Triggers;
  schedules: Schedules;
  topics: Topics;
}

const ENVIRONMENTS = 4;

export function assemble(
  ground: Ground,
  options: CloudOptions,
  urls: CloudUrls,
  finished: (invocation: FinishedInvocation) => void,
): Machinery {
  const hosting = hostingOf(ground, options, urls);
  const limit = options.environments ?? ENVIRONMENTS;
  const functions = new Functions(ground.deployment, { hosting, limit, finished });
  const permissions = new InvokePermissions(ground.deployment);
  const gateway = gatewayOf(ground, functions, permissions);
  const variablesOf = variablesIn(hosting);
  ground.endpoint.serve(new FunctionService({ functions: functions.byName, variablesOf }));
  return {
    functions,
    gateway,
    edge: edgeOf(ground, options, gateway),
    objectEvents: objectEventsOf(ground, options, functions, permissions),
    triggers: triggersOf(ground, options, functions),
    topics: topicsOf(ground, options, { functions, permissions }),
    schedules: new Schedules({
      ...ground,
      definitions: schedulesOf(ground.deployment),
      functions: functions.byName,
      refusal: scheduleRefusal(permissions, ground.access),
      log: (line) => options.log?.({ functionName: "schedules", requestId: undefined, line }),
    }),
  };
}

function hostingOf(
  { account, region, endpoint, addresses }: Ground,
  { variables, timeOffset = () => 0, log = () => {}, codeCache, parkedThreads, lenience = 1 }: CloudOptions,
  urls: CloudUrls,
): Hosting {
  return {
    account,
    region,
    endpointUrl: urls.aws,
    variables: variables?.(urls) ?? {},
    addresses,
    codeCache,
    threads: new Threads(parkedThreads),
    timeOffset,
    lenience,
    log,
    register: endpoint.register.bind(endpoint),
    unregister: endpoint.unregister.bind(endpoint),
  };
}

/** What a function is told here, beside what its runtime is. */
const variablesIn =
  ({ addresses, variables }: Hosting) =>
  ({ definition }: FunctionHost): Record<string, string> => ({
    ...Object.fromEntries(
      Object.entries(definition.variables).map(([name, value]) => [name, localAddress(value, addresses)]),
    ),
    ...variables,
  });

function gatewayOf(ground: Ground, functions: Functions, permissions: InvokePermissions): Gateway | undefined {
  const api = apiOf(ground.deployment);
  const { cognito } = ground.standIns;
  return (
    api &&
    new Gateway(api, {
      ...ground,
      functions: functions.byName,
      permissions,
      verify: (token, settings) => cognito.verifyAccess(token, settings),
    })
  );
}

function edgeOf(
  { deployment, account, clock, standIns }: Ground,
  { edgeCache: caching = true }: CloudOptions,
  gateway: Gateway | undefined,
): Edge | undefined {
  const distribution = distributionOf(deployment, account);
  return distribution && gateway && new Edge(distribution, { clock, gateway, s3: standIns.s3, caching });
}

function triggersOf(
  ground: Ground,
  { directory, retryDelayMs = doubled }: CloudOptions,
  functions: Functions,
): Triggers {
  return new Triggers({
    ...ground,
    stream: (tableName) => ground.standIns.dynamodb.stream(tableName),
    functions: functions.byName,
    file: join(directory, "checkpoints.jsonl"),
    retryDelayMs,
  });
}

/** SES tells them what becomes of mail. */
function topicsOf(
  ground: Ground,
  { directory, log, retryDelayMs = doubled }: CloudOptions,
  { functions, permissions }: { functions: Functions; permissions: InvokePermissions },
): Topics {
  const topics = new Topics({
    ...ground,
    ...{ permissions, retryDelayMs, functions: functions.byName, file: join(directory, "notifications.jsonl") },
    log: (line) => log?.({ functionName: "topics", requestId: undefined, line }),
  });
  const place = `arn:aws:ses:${ground.region}:${ground.account}`;
  ground.standIns.ses.onEvent(({ topicArn, configurationSet, message }) => {
    const source = { service: "ses.amazonaws.com", sourceArn: `${place}:configuration-set/${configurationSet}` };
    topics.publish({ topicArn, ...source, subject: "Amazon SES Email Event Notification", message });
  });
  return topics;
}

function objectEventsOf(
  ground: Ground,
  { directory, retryDelayMs = doubled }: CloudOptions,
  functions: Functions,
  permissions: InvokePermissions,
): ObjectEvents {
  return new ObjectEvents({
    ...ground,
    s3: ground.standIns.s3,
    rules: eventRulesOf(ground.deployment),
    configOf: invokeConfigsOf(ground.deployment),
    functions: functions.byName,
    permissions,
    file: join(directory, "object-events.jsonl"),
    retryDelayMs,
  });
}

/** One second, doubled each time, up to a minute. */
function doubled(retry: number): number {
  return Math.min(1000 * 2 ** (retry - 1), 60_000);
}
