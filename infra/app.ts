import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { bundle, functionNames } from "./bundle";
import { cacheCode } from "./code-cache";
import { guard } from "./guard";
import { Platform } from "./platform";

// A folder of its own, so that two syntheses at once don't meet; the assembly takes copies.
const bundles = mkdtempSync(join(tmpdir(), "instaiq-bundles-"));
try {
  const app = new App();
  await bundle({ directory: bundles });
  // `-c codeCache=path/to/node`: see docs/decisions/starts.md.
  const node: unknown = app.node.tryGetContext("codeCache");
  if (node) cacheCode(bundles, functionNames, String(node));
  guard(app);
  new Platform(app, bundles);
  app.synth();
} finally {
  rmSync(bundles, { recursive: true });
}
