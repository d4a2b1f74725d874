import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readLock } from "#infra/lock";
import { noticesFile, noticesOf } from "#infra/notices";
import { root } from "#infra/root";
import { keep } from "#openapi/generated-file";
import { findDeployed } from "./deployed";
import { refuse } from "./licences";
import { licencesDocument } from "./licences.document";
import { bill } from "./sbom";

// Licences, notices and the bill of materials of what is deployed; with --check only tells whether they are up to date.
const deployed = await findDeployed();
refuse(deployed.map(({ locked }) => locked));
const application = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string; version: string };
const files = {
  "docs/licences.md": licencesDocument(deployed),
  "docs/sbom.cdx.json": bill(deployed, application),
  [noticesFile]: noticesOf(deployed, readLock()),
};
const check = process.argv.includes("--check");
process.exitCode = keep(files, new URL("../../", import.meta.url), { check }) ? 0 : 1;
