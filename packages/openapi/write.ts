import { openapiDocument } from "./document";
import { keep } from "./generated-file";
import { metricsDocument } from "./metrics";

// Writes docs/openapi.json and docs/metrics.md; with --check only tells, by the exit code, whether it would.
const check = process.argv.includes("--check");
const files = {
  "docs/openapi.json": `${JSON.stringify(openapiDocument(), null, 2)}\n`,
  "docs/metrics.md": metricsDocument(),
};
process.exitCode = keep(files, new URL("../../", import.meta.url), { check }) ? 0 : 1;
