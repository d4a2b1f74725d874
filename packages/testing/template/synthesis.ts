import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { functionNames } from "#infra/bundle";
import { guard } from "#infra/guard";
import { Platform } from "#infra/platform";
import type { StageName } from "#infra/stages";
import type { Template } from "#local/cloud/template";
import { nativeCpu } from "./functions";

/** What stands for the functions' code: whatever a template says of it, its digest aside. */
function writeStubs(directory: string): void {
  for (const name of functionNames) {
    mkdirSync(join(directory, name), { recursive: true });
    writeFileSync(join(directory, name, "index.js"), `exports.handler = () => "${name}";\n`);
  }
  mkdirSync(join(directory, "resizer", "node_modules", "@img", `sharp-linux-${nativeCpu}`), { recursive: true });
}

function synthesizeAnew(stage: string, context: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), "instaiq-stage-"));
  try {
    writeStubs(join(directory, "bundles"));
    const app = new App({ outdir: join(directory, "cdk.out"), context: { stage, ...context } });
    guard(app);
    const { templateFile } = new Platform(app, join(directory, "bundles"));
    app.synth();
    return readFileSync(join(directory, "cdk.out", templateFile), "utf8");
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What this test file has asked for before: the same stage and context make the same template. */
const made = new Map<string, string>();

/** The template of a stage, guarded as every synthesis is. @throws what the guard objects to */
export function synthesize(stage: StageName | (string & {}), context: Record<string, string> = {}): Template {
  const key = JSON.stringify([stage, context]);
  const text = made.get(key) ?? synthesizeAnew(stage, context);
  made.set(key, text);
  return JSON.parse(text) as Template;
}
