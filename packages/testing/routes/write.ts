import { keep } from "#openapi/generated-file";
import { routesDocument } from "./document";

// Writes docs/routes.md; with --check only tells, by the exit code, whether it would.
const check = process.argv.includes("--check");
process.exitCode = keep({ "docs/routes.md": routesDocument() }, new URL("../../../", import.meta.url), { check })
  ? 0
  : 1;
