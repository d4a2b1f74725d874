import { randomUUID } from "node:crypto";
import type { Fields } from "#local/cognito/fields";
import { invalidParameter, ServiceFault } from "#local/cognito/service-fault";
import type { Secret, Version } from "./secret";
import type { SecretStore } from "./secret-store";

type Action = (store: SecretStore, input: Fields) => object;

const getSecretValue: Action = (store, input) => {
  const secret = store.get(input.text("SecretId"));
  const id = input.optionalText("VersionId");
  const stage = input.optionalText("VersionStage") ?? (id === undefined ? "AWSCURRENT" : undefined);
  const version = store
    .versions(secret)
    .find((one) => (id === undefined || one.id === id) && (stage === undefined || one.stages.includes(stage)));
  if (version === undefined) throw missingVersion(id, stage);
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.text,
    SecretBinary: version.binary,
    VersionStages: version.stages,
    CreatedDate: version.createdAt / 1000,
  };
};

/** Putting the same value with the same `ClientRequestToken` again changes nothing. */
const putSecretValue: Action = (store, input) => {
  const secret = store.get(input.text("SecretId"));
  const stages = input.texts("VersionStages");
  const version: Version = {
    id: input.optionalText("ClientRequestToken") ?? randomUUID(),
    text: input.optionalText("SecretString"),
    binary: input.optionalText("SecretBinary"),
    stages: stages.length > 0 ? stages : ["AWSCURRENT"],
    createdAt: store.clock(),
  };
  if ((version.text === undefined) === (version.binary === undefined)) {
    throw invalidParameter("You must provide either SecretString or SecretBinary, and not both.");
  }
  const same = store.versions(secret).find(({ id }) => id === version.id);
  if (same === undefined) store.put(secret, version);
  else if (same.text !== version.text || same.binary !== version.binary) {
    throw new ServiceFault("ResourceExistsException", "You can't use a ClientRequestToken again for another value.");
  }
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: (same ?? version).stages };
};

const describeSecret: Action = (store, input) => {
  const secret = store.get(input.text("SecretId"));
  const versions = store.versions(secret).map(({ id, stages }) => [id, stages]);
  return { ...listing(store, secret), VersionIdsToStages: Object.fromEntries(versions) };
};

/** `NextToken` is the number of secrets already listed. */
const listSecrets: Action = (store, input) => {
  const start = Number(input.optionalText("NextToken") ?? 0);
  const end = start + (input.number("MaxResults") ?? 100);
  const secrets = store.all();
  return {
    SecretList: secrets.slice(start, end).map((secret) => listing(store, secret)),
    NextToken: end < secrets.length ? String(end) : undefined,
  };
};

/** Takes a label off a version, or moves it to another. What has none left is forgotten. */
const updateSecretVersionStage: Action = (store, input) => {
  const secret = store.get(input.text("SecretId"));
  const change = {
    stage: input.text("VersionStage"),
    from: input.optionalText("RemoveFromVersionId"),
    to: input.optionalText("MoveToVersionId"),
  };
  store.relabel(secret, change);
  return { ARN: secret.arn, Name: secret.name };
};

export const actions: ReadonlyMap<string, Action> = new Map([
  ["GetSecretValue", getSecretValue],
  ["PutSecretValue", putSecretValue],
  ["DescribeSecret", describeSecret],
  ["UpdateSecretVersionStage", updateSecretVersionStage],
  ["ListSecrets", listSecrets],
]);

function listing(store: SecretStore, secret: Secret): object {
  const changed = store.versions(secret).at(-1)?.createdAt;
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    LastChangedDate: changed === undefined ? undefined : changed / 1000,
  };
}

function missingVersion(id: string | undefined, stage: string | undefined): ServiceFault {
  const sought = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`;
  return new ServiceFault(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${sought}`,
  );
}
