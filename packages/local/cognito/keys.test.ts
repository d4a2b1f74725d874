import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SigningKeys } from "./keys";

let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), "keys-")), "keys");
});
afterEach(() => rmSync(join(directory, ".."), { recursive: true }));

test("a pool's key is made once, kept over restarts, and readable by the owner only", async () => {
  const keys = new SigningKeys(directory);
  const [first, second] = await Promise.all([keys.of("us-east-1_A"), keys.of("us-east-1_A")]);
  const reopened = await new SigningKeys(directory).of("us-east-1_A");
  expect([second.kid, reopened.kid]).toEqual([first.kid, first.kid]);
  expect(readdirSync(directory)).toEqual(["us-east-1_A.pem"]);
  expect(statSync(join(directory, "us-east-1_A.pem")).mode & 0o777).toBe(0o600);
});

test("pools have keys of their own, published without the private part", async () => {
  const keys = new SigningKeys(directory);
  const [one, other] = await Promise.all([keys.of("us-east-1_A"), keys.of("us-east-1_B")]);
  expect(one.kid).not.toBe(other.kid);
  expect(Object.keys(one.jwk).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
});
