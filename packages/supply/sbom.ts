import { createHash } from "node:crypto";
import type { Locked } from "#infra/lock";
import { nativeParts } from "#infra/native-parts";
import { licenceOf } from "#infra/stated-licence";
import type { Deployed } from "./deployed";

/** `pkg:npm/%40aws-sdk/client-s3@3.1` */
export const purlOf = ({ name, version }: Pick<Locked, "name" | "version">): string =>
  `pkg:npm/${name.replace("@", "%40")}@${version}`;

/** npm's digests are base64, CycloneDX's hexadecimal. */
function hashesOf({ integrity = "" }: Locked) {
  const [algorithm = "", digest = ""] = integrity.split(/-(.*)/);
  return [{ alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") }];
}

function licencesOf(locked: Locked) {
  const licence = licenceOf(locked) ?? "";
  return [/ (AND|OR) /.test(licence) ? { expression: licence } : { license: { id: licence } }];
}

/** libvips's parts have no package of their own, and no SPDX identifiers where they are told. */
const partsOf = ({ name }: Locked) =>
  name.startsWith("@img/sharp-libvips-")
    ? {
        components: nativeParts().map((part) => ({
          ...{ type: "library", name: part.name },
          licenses: [{ license: { name: part.licence.replace(/\[(.*?)\]\(.*?\)/g, "$1") } }],
        })),
      }
    : {};

const componentOf = ({ locked, functions }: Deployed) => ({
  type: "library",
  "bom-ref": `${purlOf(locked)}#${locked.path}`,
  ...{ name: locked.name, version: locked.version, purl: purlOf(locked) },
  // Of sharp's two processors, an asset has one.
  scope: locked.optional ? "optional" : "required",
  ...{ licenses: licencesOf(locked), hashes: hashesOf(locked), ...partsOf(locked) },
  properties: functions.map((value) => ({ name: "instaiq:function", value })),
});

/** A UUID that follows from the content: the same bill has the same number, another has another. */
function serialOf(content: string): string {
  const hex = createHash("sha256").update(content).digest("hex");
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${groups.join("-")}`;
}

/** The bill of materials of what is deployed, in CycloneDX: without the time, so that the same materials give the same bill. */
export function bill(deployed: readonly Deployed[], application: { name: string; version: string }): string {
  const { name, version } = application;
  const components = deployed.map(componentOf);
  const about = { type: "application", "bom-ref": `${name}@${version}`, name, version };
  const document = {
    ...{ $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", bomFormat: "CycloneDX", specVersion: "1.6" },
    ...{ serialNumber: serialOf(JSON.stringify([about, components])), version: 1 },
    ...{ metadata: { component: about }, components },
    dependencies: [{ ref: about["bom-ref"], dependsOn: components.map((component) => component["bom-ref"]) }],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
