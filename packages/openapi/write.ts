import { openapiDocument } from "./document";
import { keep } from "./generated-file";

// Writes docs/openapi.json; with --check only tells, by the exit code, whether it would.
const check = process.argv.includes("--check");
const files = { "docs/openapi.json": `${JSON.stringify(openapiDocument(), null, 2)}\n` };
process.exitCode = keep(files, new URL("../../", import.meta.url), { check }) ? 0 : 1;
