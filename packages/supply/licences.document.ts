import { type Locked, readLock } from "#infra/lock";
import { licenceOf } from "#infra/stated-licence";
import { accepted, excepted } from "./accepted";
import type { Deployed } from "./deployed";

const byName = (a: { name: string; version: string }, b: { name: string; version: string }): number =>
  a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

const named = (packages: readonly Locked[]): string =>
  [...new Set([...packages].sort(byName).map(({ name, version }) => `${name} ${version}`))].join(", ");

function deployedSection([licence, packages]: [string, Deployed[]]): string {
  const rows = [...packages]
    .sort((a, b) => byName(a.locked, b.locked))
    .map(({ locked: { name, version }, functions }) => `| ${name} | ${version} | ${shortly(functions)} |`);
  return [`### ${licence}`, "", "| package | version | in |", "|---|---|---|", ...rows, ""].join("\n");
}

const shortly = (functions: readonly string[]): string =>
  functions.length > 3 ? `${functions.length} functions` : functions.join(", ");

const termsTable = (): string =>
  ["| licence | why |", "|---|---|", ...Object.entries(accepted).map(([id, why]) => `| ${id} | ${why} |`)].join("\n");

const exceptionTable = (): string =>
  [
    ...["| package | licence | why |", "|---|---|---|"],
    ...Object.entries(excepted).map(([name, { licence, why }]) => `| ${name} | ${licence} | ${why} |`),
  ].join("\n");

const elsewhere = (deployed: ReadonlySet<string>): string =>
  grouped(
    readLock().filter(({ dev, path }) => !dev && !deployed.has(path)),
    (locked) => licenceOf(locked) ?? "not stated",
  )
    .map(([licence, packages]) => `- **${licence}**: ${named(packages)}`)
    .join("\n");

/** docs/licences.md. */
export function licencesDocument(deployed: readonly Deployed[]): string {
  const paths = new Set(deployed.map(({ path }) => path));
  const sections = grouped(deployed, ({ locked }) => licenceOf(locked) ?? "not stated").map(deployedSection);
  return `# Licences

Written by \`npm run supply\`; why it is done like this: [supply](decisions/supply.md). The texts are in
[THIRD-PARTY-NOTICES](../THIRD-PARTY-NOTICES), and in every function's asset those of what it carries.

## Accepted

${termsTable()}

Copyleft, by package:

${exceptionTable()}

Anything else in a function's asset, and whatever states no licence, fails \`npm run supply\` and \`npm run drift\`.

## Deployed

${paths.size} packages, of which something is in a bundle or beside it. One of sharp's two processors is.

${sections.join("\n")}
## Beside it

Production dependencies that deploy, run the platform locally or are loaded by nothing that is deployed. They are used
here and handed on to nobody, so that their licences ask for nothing.

${elsewhere(paths)}
`;
}
