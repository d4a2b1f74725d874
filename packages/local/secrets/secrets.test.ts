import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { setByOperator } from "#contract/settings";
import { serve } from "#local/cognito/fixture/http-server";
import { openSecrets, type Secrets } from "./secrets";

let directory: string;
let secrets: Secrets;
let sdk: SecretsManagerClient;
let close: () => Promise<void>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "secrets-"));
  secrets = await open();
  const served = await serve((request) => secrets.handle(request));
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  sdk = new SecretsManagerClient({ endpoint: served.url, region: "us-east-1", credentials, maxAttempts: 1 });
  close = served.close;
});

afterEach(async () => {
  sdk.destroy();
  await close();
  rmSync(directory, { recursive: true });
});

function open() {
  return openSecrets({ directory, region: "us-east-1", account: "000000000000", clock: () => 1_772_366_400_000 });
}

function read(SecretId: string, VersionStage?: string) {
  return sdk.send(new GetSecretValueCommand({ SecretId, VersionStage }));
}

test("a secret is read by ARN, by ARN without suffix, and by name", async () => {
  const { arn } = secrets.ensure("shop/stripe", {}, "sk_test_1");
  expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:shop\/stripe-\w{6}$/);
  for (const id of [arn, arn.slice(0, -7), "shop/stripe"]) {
    expect(await read(id)).toMatchObject({
      SecretString: "sk_test_1",
      Name: "shop/stripe",
      VersionStages: ["AWSCURRENT", setByOperator],
    });
  }
});

test("a secret declared by its ARN keeps it", async () => {
  const arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:cursor-key-a1B2c3";
  expect(secrets.ensure(arn, { SecretString: "x" })).toMatchObject({ arn, name: "cursor-key" });
  expect(await read("cursor-key")).toMatchObject({ ARN: arn, SecretString: "x" });
});

test("a value once made stays, over declarations and restarts", async () => {
  secrets.ensure("key", { GenerateSecretString: {} });
  const { SecretString: made } = await read("key");
  secrets.ensure("key", { GenerateSecretString: {} }, "another");
  expect((await read("key")).SecretString).toBe(made);
  secrets = await open();
  secrets.ensure("key", { GenerateSecretString: {} });
  expect((await read("key")).SecretString).toBe(made);
});

test("a generated password has the default length and every kind of character", async () => {
  secrets.ensure("key", { GenerateSecretString: {} });
  const { SecretString = "" } = await read("key");
  expect(SecretString).toHaveLength(32);
  for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^\w]/]) expect(SecretString).toMatch(kind);
});

test("a generated password leaves out what it is told to", async () => {
  const settings = {
    PasswordLength: 200,
    ExcludePunctuation: true,
    ExcludeUppercase: "true",
    ExcludeCharacters: "abc012",
  };
  secrets.ensure("key", { GenerateSecretString: settings });
  expect((await read("key")).SecretString).toMatch(/^[d-z3-9]{200}$/);
});

test("a generated password can be one key of a JSON template", async () => {
  const settings = { SecretStringTemplate: '{"user":"app"}', GenerateStringKey: "password", PasswordLength: 12 };
  secrets.ensure("key", { GenerateSecretString: settings });
  const value = JSON.parse((await read("key")).SecretString ?? "");
  expect(value).toEqual({ user: "app", password: expect.stringMatching(/^.{12}$/) });
});

test("a new value becomes current and the old one previous", async () => {
  secrets.ensure("key", {}, "one");
  await sdk.send(new PutSecretValueCommand({ SecretId: "key", SecretString: "two" }));
  await sdk.send(new PutSecretValueCommand({ SecretId: "key", SecretString: "three" }));
  expect((await read("key")).SecretString).toBe("three");
  expect((await read("key", "AWSPREVIOUS")).SecretString).toBe("two");
});

test("putting twice with one token changes the value once, and never to another", async () => {
  secrets.ensure("key", {}, "one");
  const ClientRequestToken = "0b3ac2f0-6c5e-4bd1-9d0a-3d1b5f6c7a8e";
  const put = (SecretString: string) =>
    sdk.send(new PutSecretValueCommand({ SecretId: "key", SecretString, ClientRequestToken }));
  expect((await put("two")).VersionId).toBe((await put("two")).VersionId);
  expect((await read("key", "AWSPREVIOUS")).SecretString).toBe("one");
  await expect(put("three")).rejects.toMatchObject({ name: "ResourceExistsException" });
});

test("binary values come back as bytes", async () => {
  secrets.ensure("key", {});
  await sdk.send(new PutSecretValueCommand({ SecretId: "key", SecretBinary: Buffer.from([0, 255]) }));
  expect(Buffer.from((await read("key")).SecretBinary ?? [])).toEqual(Buffer.from([0, 255]));
});

test.each(["unknown", "arn:aws:secretsmanager:us-east-1:000000000000:secret:unknown-a1B2c3"])(
  "%s can't be found",
  async (id) => {
    await expect(read(id)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Secrets Manager can't find the specified secret.",
    });
  },
);

test("a secret without a value says so", async () => {
  secrets.ensure("key", {});
  await expect(read("key")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("secrets are described and listed without their values", async () => {
  const { arn } = secrets.ensure("key", { Description: "Signs cursors" }, "hidden value");
  secrets.ensure("other", {}, "hidden value");
  const described = await sdk.send(new DescribeSecretCommand({ SecretId: "key" }));
  expect(described).toMatchObject({ ARN: arn, Description: "Signs cursors" });
  expect(Object.values(described.VersionIdsToStages ?? {})).toEqual([["AWSCURRENT", setByOperator]]);
  const first = await sdk.send(new ListSecretsCommand({ MaxResults: 1 }));
  const second = await sdk.send(new ListSecretsCommand({ MaxResults: 1, NextToken: first.NextToken }));
  expect([first, second].flatMap(({ SecretList }) => SecretList?.map(({ Name }) => Name))).toEqual(["key", "other"]);
  expect(second.NextToken).toBeUndefined();
  expect(JSON.stringify([described, first, second])).not.toContain("hidden value");
});

test("values are readable by the owner only", () => {
  expect(statSync(join(directory, "secrets.jsonl")).mode & 0o777).toBe(0o600);
});

test.each([
  ["GetSecretValue", "key"],
  ["PutSecretValue", "key"],
  ["DescribeSecret", "key"],
])("%s needs its permission on the secret's full ARN", (operation, SecretId) => {
  const { arn } = secrets.ensure("key", {}, "x");
  const headers = { "x-amz-target": `secretsmanager.${operation}` };
  const body = Buffer.from(JSON.stringify({ SecretId }));
  const needed = secrets.permissions({ method: "POST", path: "/", query: new URLSearchParams(), headers, body });
  expect(needed).toEqual([{ action: `secretsmanager:${operation}`, resource: arn }]);
});
