import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { settings } from "#contract/settings";
import { outdir as shared } from "#testing/platform";
import { moveIn } from "#testing/second-home";
import { root } from "./root";

/** What a machine that has never heard of AWS has in its environment; HOME is an empty folder. */
const bare = (home: string) => ({ PATH: process.env.PATH ?? "", HOME: home, TMPDIR: home });

/** The stage's own settings, where this run has any. */
const stage = Object.fromEntries(
  Object.keys(settings).flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
);

/** A proxy that nobody listens on: a synthesis that asks the network fails. */
const offline = {
  HTTPS_PROXY: "http://127.0.0.1:9",
  HTTP_PROXY: "http://127.0.0.1:9",
  AWS_EC2_METADATA_DISABLED: "true",
};

/** Somebody else's machine, as far as a bundle could tell. */
const foreign = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", USER: "somebody", CI: "true" };

function run(args: string[], cwd: string, env: NodeJS.ProcessEnv): void {
  execFileSync(process.execPath, ["--import", "tsx", ...args], { cwd, env, stdio: "pipe" });
}

function synthesizeInto(outdir: string, home: string, repository: string): void {
  run(["infra/app.ts"], repository, { ...bare(home), ...offline, ...stage, ...foreign, CDK_OUTDIR: outdir });
}

const digestOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** What differs between how bundles are made: the order, and whether alone or all at once. */
const bundling = `
const { bundle, functionNames } = await import("#infra/bundle");
const [directory, alone] = process.argv.slice(-2);
await bundle({ directory, names: functionNames.toReversed() });
await bundle({ directory: directory + "-alone", names: [alone] });`;

/**
 * Every file that is deployed or decides what is: not the construct tree, which names where the bundles lay, nor the
 * metadata, whose stack traces depend on how much of them the engine has kept.
 */
const told = ["tree.json", "InstaIq.metadata.json"];

function contentsOf(outdir: string): Record<string, string> {
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hashed = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(outdir.length + 1), digestOf(path)] as const;
  });
  return Object.fromEntries(hashed.filter(([name]) => !told.includes(name)).sort());
}

describe("the same source makes the same templates and bundles", () => {
  let folder: string;
  let home: string;
  beforeAll(() => {
    ({ folder, home } = moveIn());
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("without account, credentials and network; in another folder, time zone, language and home", () => {
    const outdir = join(folder, "cdk.out");
    synthesizeInto(outdir, folder, home);
    const contents = contentsOf(outdir);
    expect(Object.keys(contents)).toEqual(expect.arrayContaining(["InstaIq.template.json", "manifest.json"]));
    expect(Object.keys(contents).filter((name) => name.endsWith("/index.js")).length).toBeGreaterThanOrEqual(9);
    expect(contents).toEqual(contentsOf(shared));
  }, 120_000);

  test("bundled in another order, and alone", () => {
    const bundles = join(folder, "bundles");
    run(["--input-type=module", "-e", bundling, bundles, "orders"], root, { ...bare(folder), ...foreign });
    const made = Object.values(contentsOf(shared));
    for (const [name, digest] of Object.entries(contentsOf(bundles)))
      expect({ name, made: made.includes(digest) }).toEqual({ name, made: true });
    expect(contentsOf(`${bundles}-alone/orders`)).toEqual(contentsOf(`${bundles}/orders`));
  });
});
