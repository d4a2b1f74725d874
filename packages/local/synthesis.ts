import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settings } from "#contract/settings";
import { root } from "#infra/root";

/** What a synthesis is made from. The local cloud itself and the tests are not in it. */
const sources = [
  "infra",
  "functions",
  "packages",
  "docs/openapi.json",
  "cdk.json",
  "package-lock.json",
  "tsconfig.json",
];

const counts = (name: string): boolean =>
  !name.startsWith("packages/local/") && !name.startsWith("packages/testing/") && !name.endsWith(".test.ts");

function* filesOf(path: string): Generator<string> {
  const entries = readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const name = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesOf(name);
    else if (counts(name)) yield name;
  }
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    if (!existsSync(join(root, source))) continue;
    const files = /\.\w+$/.test(source) ? [source] : filesOf(source);
    for (const file of files)
      hash
        .update(file)
        .update("\0")
        .update(readFileSync(join(root, file)));
  }
  // What of native code is installed decides what lies in an asset.
  hash.update(readdirSync(join(root, "node_modules/@img")).sort().join("\0"));
  for (const name of Object.keys(settings)) hash.update(`${name}=${process.env[name] ?? ""}\0`);
  return hash.digest("hex");
}

function run(outdir: string): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", "infra/app.ts"], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: outdir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the synthesis failed:\n${said}`))));
  });
}

/** Beside the synthesized app: what V8 has compiled of its functions. */
export const codeCacheOf = (outdir: string): string => join(outdir, "..", "code-cache");

/**
 * The synthesized app in `outdir`: made anew when anything that it is made from has changed, else as it is.
 * @returns whether it was made anew
 */
export async function synthesize(outdir: string): Promise<boolean> {
  const mark = join(outdir, "..", "synthesis.sha256");
  const print = fingerprint();
  if (existsSync(mark) && existsSync(join(outdir, "manifest.json")) && readFileSync(mark, "utf8") === print)
    return false;
  // Put in place when it is whole: whoever reads meanwhile has the old one.
  const fresh = `${outdir}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  await run(fresh);
  rmSync(outdir, { recursive: true, force: true });
  rmSync(codeCacheOf(outdir), { recursive: true, force: true });
  renameSync(fresh, outdir);
  writeFileSync(mark, print);
  return true;
}
