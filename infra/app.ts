import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { bundle } from "./bundle";
import { guard } from "./guard";
import { Platform } from "./platform";

// A folder of its own, so that two syntheses at once don't meet; the assembly takes copies.
const bundles = mkdtempSync(join(tmpdir(), "instaiq-bundles-"));
try {
  await bundle({ directory: bundles });
  const app = new App();
  guard(app);
  new Platform(app, bundles);
  app.synth();
} finally {
  rmSync(bundles, { recursive: true });
}
