import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settings } from "#contract/settings";
import { outdir as shared } from "#testing/platform";
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

function synthesizeInto(outdir: string, home: string): void {
  execFileSync(process.execPath, ["--import", "tsx", "infra/app.ts"], {
    cwd: root,
    env: { ...bare(home), ...offline, ...stage, CDK_OUTDIR: outdir },
    stdio: "pipe",
  });
}

/**
 * Every file that is deployed or decides what is: not the construct tree, which names where the bundles lay, nor the
 * metadata, whose stack traces depend on how much of them the engine has kept.
 */
const told = ["tree.json", "InstaIq.metadata.json"];

function contentsOf(outdir: string): Record<string, string> {
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hashed = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(outdir.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")] as const;
  });
  return Object.fromEntries(hashed.filter(([name]) => !told.includes(name)).sort());
}

describe("a synthesis without account, credentials and network", () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "instaiq-synthesis-"));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test("gives the same template and the same bundles as any other", () => {
    const outdir = join(directory, "cdk.out");
    synthesizeInto(outdir, directory);
    const contents = contentsOf(outdir);
    expect(Object.keys(contents)).toEqual(expect.arrayContaining(["InstaIq.template.json", "manifest.json"]));
    expect(Object.keys(contents).filter((name) => name.endsWith("/index.js")).length).toBeGreaterThanOrEqual(9);
    expect(contents).toEqual(contentsOf(shared));
  }, 120_000);
});
