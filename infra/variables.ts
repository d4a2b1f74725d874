import { basePath } from "#contract/endpoint";
import type { Needs } from "#contract/needs";
import { type BindingName, secretVariable } from "#contract/settings";
import { namespaceOf } from "#contract/signals";
import type { Resources } from "./resources";

function bindingsFor(
  needs: Needs,
  { table, identity, media, sender, url }: Resources,
): Partial<Record<BindingName, string>> {
  return {
    ...(needs.table ? { TABLE_NAME: table.tableName } : {}),
    ...(needs.identity
      ? { USER_POOL_ID: identity.pool.userPoolId, USER_POOL_CLIENT_ID: identity.site.userPoolClientId }
      : {}),
    ...(needs.mail ? { MAIL_CONFIGURATION_SET: sender.configurationSet.configurationSetName } : {}),
    ...(needs.mail || needs.routes ? { API_URL: `${url}${basePath}` } : {}),
    ...(needs.media ? { MEDIA_BUCKET: media.bucketName } : {}),
    ...(needs.pictures ? { MEDIA_URL: url } : {}),
  };
}

/** The environment of a function: what it said that it needs, and how to log. Secrets appear by ARN only. */
export function variablesFor(name: string, needs: Needs, resources: Resources): Record<string, string> {
  const { secrets, stage } = resources;
  return {
    ...bindingsFor(needs, resources),
    ...Object.fromEntries((needs.secrets ?? []).map((secret) => [secretVariable(secret), secrets[secret].secretArn])),
    ...Object.fromEntries((needs.settings ?? []).map((setting) => [setting, stage.settings[setting]])),
    // glibc's allocator keeps what native code has freed, once per thread, unless it is told not to.
    ...(needs.native ? { MALLOC_ARENA_MAX: "1" } : {}),
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_LOG_LEVEL: "INFO",
    POWERTOOLS_METRICS_NAMESPACE: namespaceOf(stage.name),
  };
}
