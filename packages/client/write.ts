// biome-ignore-start lint/style/noRestrictedImports: this only writes the client's sources, and is no part of it
import { keep } from "#openapi/generated-file";
import { clientFiles } from "#openapi/typescript/client-files";

// biome-ignore-end lint/style/noRestrictedImports: above

// Writes the generated files; with --check only tells, by the exit code, whether it would.
const check = process.argv.includes("--check");
process.exitCode = keep(clientFiles(), new URL("generated/", import.meta.url), { check }) ? 0 : 1;
