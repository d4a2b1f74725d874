import { existsSync } from "node:fs";
import { join } from "node:path";
import { secretVariable } from "#contract/settings";
import { root } from "#infra/root";
import { isRecord } from "#local/cloud/template";
import {
  clientOf,
  type DeclaredFunction,
  declaredFunctions,
  deliveryOf,
  functionOf,
  logsOf,
  mailSetOf,
  mediaOf,
  poolOf,
  secretOf,
  settingAt,
  tableOf,
} from "./declared";
import { differences, presenceFaults, propertyFaults, setFaults } from "./differences";
import type { Resources } from "./resources";

/** The environment that a function's needs amount to. */
function variablesOf(resources: Resources, { name, needs }: DeclaredFunction): Record<string, string> {
  const { table, identity, mail, routes, media, pictures, native, secrets = [], settings: named = [] } = needs;
  return {
    ...(table ? { TABLE_NAME: tableOf(resources).id } : {}),
    ...(identity ? { USER_POOL_ID: poolOf(resources).id, USER_POOL_CLIENT_ID: clientOf(resources, "Site").id } : {}),
    ...(mail ? { MAIL_CONFIGURATION_SET: mailSetOf(resources).id } : {}),
    ...(mail || routes ? { API_URL: `https://${deliveryOf(resources).id}.DomainName/api` } : {}),
    ...(media ? { MEDIA_BUCKET: mediaOf(resources).id } : {}),
    ...(pictures ? { MEDIA_URL: `https://${deliveryOf(resources).id}.DomainName` } : {}),
    ...(native ? { MALLOC_ARENA_MAX: "1" } : {}),
    ...Object.fromEntries(secrets.map((secret) => [secretVariable(secret), secretOf(resources, secret).id])),
    ...Object.fromEntries(named.map((setting) => [setting, settingAt(resources, setting)])),
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_LOG_LEVEL: "INFO",
    POWERTOOLS_METRICS_NAMESPACE: `InstaIq/${resources.stage}`,
  };
}

/** Each function has exactly the variables that it declares. */
export const variableFaults = (resources: Resources): string[] =>
  declaredFunctions.flatMap((declared) => {
    const { Environment } = functionOf(resources, declared.name).properties;
    const variables = isRecord(Environment) && isRecord(Environment.Variables) ? Environment.Variables : {};
    const expected = variablesOf(resources, declared);
    const what = `environment of ${declared.name}`;
    return [
      ...setFaults(what, Object.keys(variables), Object.keys(expected)),
      ...differences(what, variables, expected),
    ];
  });

/** What native code is installed for. */
export const nativeCpu =
  ["arm64", "x64"].find((cpu) => existsSync(join(root, `node_modules/@img/sharp-linux-${cpu}`))) ?? "arm64";

/** The cheaper one, unless native code is installed for the other only. */
const nativeProcessor = nativeCpu === "x64" ? "x86_64" : "arm64";

function shapeFaults(resources: Resources, { name, needs }: DeclaredFunction): string[] {
  const logs = logsOf(resources, name);
  const handler = functionOf(resources, name);
  const { Code } = handler.properties;
  const packed =
    isRecord(Code) && /^[0-9a-f]{64}\.zip$/.test(String(Code.S3Key)) && /assets/.test(String(Code.S3Bucket));
  const policy = resources.named("AWS::IAM::Policy", `${name}RoleDefaultPolicy`);
  return [
    ...(packed ? [] : [`${handler.id} has no asset`]),
    // Made before its policy, its first invocations would be refused everything.
    ...(handler.after.includes(policy.id) ? [] : [`${handler.id} doesn't wait for ${policy.id}`]),
    ...propertyFaults(logs, { RetentionInDays: resources.terms.logDays }),
    ...propertyFaults(handler, {
      Runtime: "nodejs24.x",
      Architectures: [needs.native ? nativeProcessor : "arm64"],
      Handler: "index.handler",
      MemorySize: needs.memory ?? 512,
      Timeout: needs.timeout ?? 10,
      TracingConfig: { Mode: "Active" },
      LoggingConfig: { LogGroup: logs.id },
      Role: `${resources.named("AWS::IAM::Role", `${name}Role`).id}.Arn`,
    }),
  ];
}

/** One function per group and worker, each on the newest runtime, traced, and with a log that ends. */
export const functionFaults = (resources: Resources): string[] => [
  ...presenceFaults(
    resources,
    "AWS::Lambda::Function",
    declaredFunctions.map(({ name }) => functionOf(resources, name)),
  ),
  ...declaredFunctions.flatMap((declared) => shapeFaults(resources, declared)),
];
