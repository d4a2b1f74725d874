import { execFileSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "./bundle";
import { assetHashOf, cacheCode } from "./code-cache";
import { requestsFor } from "./code-cache/requests";

/** The smallest function with routes. */
const name = "mail";

/** Loads an asset in a Node of its own, asks it once, and tells what the loader says and what was counted. */
const probe = `
const { handler } = require(process.argv[1]);
handler(JSON.parse(process.argv[2]), {}).then(({ statusCode }) => {
  console.log(JSON.stringify({ refused: globalThis[Symbol.for("codeCacheRefused")], statusCode }));
});`;

const environment = {
  ...{ AWS_REGION: "us-east-1", TABLE_NAME: "none", POWERTOOLS_SERVICE_NAME: name },
  ...{ POWERTOOLS_METRICS_NAMESPACE: "InstaIq/dev", POWERTOOLS_DEV: "false" },
};

function start(asset: string, flags = ["--expose-gc"]) {
  const event = { ...requestsFor("meta")[0], routeKey: "GET /none" };
  const args = [...flags, "-e", probe, join(asset, "index.js"), JSON.stringify(event)];
  const lines = execFileSync(process.execPath, args, { env: environment, encoding: "utf8" }).trim().split("\n");
  const told: unknown = JSON.parse(lines.at(-1) ?? "");
  return { ...Object(told), counted: lines.filter((line) => line.includes('"CodeCacheRefused":1')).length };
}

describe("V8's code cache in an asset", () => {
  let directory: string;
  let asset: string;
  const cached = () => join(asset, "code.cache");
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "instaiq-code-"));
    await bundle({ directory, names: [name] });
    asset = join(directory, name);
    copyFileSync(join(asset, "index.js"), join(directory, "plain.js"));
    cacheCode(directory, [name], process.execPath);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test("is taken by the Node that made it, started as Lambda starts it", () => {
    expect(start(asset)).toEqual({ refused: false, statusCode: 404, counted: 0 });
  });

  test("has what requests compile, not only what loading does", () => {
    const kept = readFileSync(cached());
    rmSync(cached());
    const loaded = `console.log(require(process.argv[1])[Symbol.for("code")].createCachedData().length)`;
    const args = ["--expose-gc", "-e", loaded, join(asset, "index.js")];
    const cold = Number(execFileSync(process.execPath, args, { env: environment, encoding: "utf8" }));
    writeFileSync(cached(), kept);
    expect(kept.length).toBeGreaterThan(cold * 1.05);
  });

  test("is refused by a Node with other flags, which works all the same and says so", () => {
    expect(start(asset, [])).toEqual({ refused: true, statusCode: 404, counted: 1 });
  });

  test.each(["garbage", ""])("is refused when it is %p", (content) => {
    const kept = readFileSync(cached());
    writeFileSync(cached(), content);
    expect(start(asset)).toEqual({ refused: true, statusCode: 404, counted: 1 });
    writeFileSync(cached(), kept);
  });

  test("is no part of what an asset is called by: the source is, and which Node made it", () => {
    const before = assetHashOf(asset);
    expect(before?.assetHash).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(cached(), "made anew, and different");
    expect(assetHashOf(asset)).toEqual(before);
    appendFileSync(join(asset, "code.made-by"), "another");
    expect(assetHashOf(asset)).not.toEqual(before);
  });

  test("leaves the bundle as it was", () => {
    expect(readFileSync(join(asset, "code.js"))).toEqual(readFileSync(join(directory, "plain.js")));
    expect(assetHashOf(directory)).toBeUndefined();
  });

  test("asks every reading, and no change, before it is kept", () => {
    const asked = requestsFor("courses").map((event) => String(Object(event).routeKey));
    expect(asked.length).toBeGreaterThan(6);
    expect(asked.filter((key) => !key.startsWith("GET /api/courses"))).toEqual([]);
    expect(requestsFor("projector")).toEqual([]);
  });
});
