/**
 * Has a realm of its own, because it patches classes of the AWS SDK: docs/decisions/tests.md.
 * @jest-environment node
 */

import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { secrets as declared, type SecretName } from "#contract/settings";
import { secret, secretThat } from "./secrets";

const manager = mockClient(SecretsManagerClient);

/** The values by label, as Secrets Manager has them. */
const holds = (values: Partial<Record<"AWSCURRENT" | "AWSPREVIOUS", string>>) => {
  manager.reset();
  const missing = new ResourceNotFoundException({ message: "no such label", $metadata: {} });
  for (const VersionStage of ["AWSCURRENT", "AWSPREVIOUS"] as const) {
    const asked = manager.on(GetSecretValueCommand, { VersionStage });
    if (values[VersionStage] === undefined) asked.rejects(missing);
    else asked.resolves({ SecretString: values[VersionStage] });
  }
};

const reads = () => manager.commandCalls(GetSecretValueCommand).length;

/** Each test has a secret of its own: what was read of one is kept. */
const names = Object.keys(declared) as SecretName[];
let name: SecretName;
beforeEach(() => {
  jest.useFakeTimers();
  name = names.pop() ?? "APP_KEY";
  process.env[`${name}_ARN`] = "arn";
});
afterEach(() => jest.useRealTimers());

const fitting = (value: string) => secretThat(name, (known) => known === value);

test("what the current value signed costs one read", async () => {
  holds({ AWSCURRENT: "now", AWSPREVIOUS: "before" });
  expect(await fitting("now")).toBe("now");
  expect(reads()).toBe(1);
});

test("what the value before signed is good, as long as there is one", async () => {
  holds({ AWSCURRENT: "now", AWSPREVIOUS: "before" });
  expect(await fitting("before")).toBe("before");
  holds({ AWSCURRENT: "now" });
  jest.advanceTimersByTime(5 * 60_000 + 1);
  expect(await fitting("before")).toBeUndefined();
});

test("a value that is newer than what is kept is found, but strangers don't make us ask more often than every ten seconds", async () => {
  holds({ AWSCURRENT: "now" });
  expect(await secret(name)).toBe("now");
  holds({ AWSCURRENT: "new", AWSPREVIOUS: "now" });
  for (let tries = 0; tries < 50; tries++) expect(await fitting("forged")).toBeUndefined();
  expect(reads()).toBe(1);
  jest.advanceTimersByTime(10_001);
  expect(await fitting("new")).toBe("new");
  expect(reads()).toBeLessThanOrEqual(3);
});

test("a failure that isn't a missing label is one", async () => {
  manager.reset();
  manager.on(GetSecretValueCommand).rejects(new Error("down"));
  await expect(fitting("now")).rejects.toThrow("down");
});
