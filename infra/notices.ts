import type { Carried } from "./carried";
import { textsOf } from "./licence-text";
import type { Locked } from "./lock";
import { isLibvips, nativeParts, nativeVersions } from "./native-parts";
import { licenceOf } from "./stated-licence";

/** The file in every asset, and at the top of the repository. */
export const noticesFile = "THIRD-PARTY-NOTICES";

const rule = "=".repeat(78);

/** What the LGPL asks of whoever hands libvips on. */
const aboutLibvips = (): string => `\
libvips and, within its file, the libraries below are used under the terms named beside them. It is a shared library in a
file of its own, linked at run time: whoever has this asset may put another build of libvips-cpp.so in its place. Its build,
with where the sources of each version are: https://github.com/lovell/sharp-libvips

${nativeParts()
  .map(({ name, licence }) => `- ${name}: ${licence}`)
  .join("\n")}

Versions: ${Object.entries(nativeVersions())
  .map(([name, version]) => `${name} ${version}`)
  .join(", ")}`;

/** Licences' texts, each once, under the packages that it is of. */
function gather(carried: readonly Carried[], locked: ReadonlyMap<string, Locked>): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const one of carried) {
    const entry = lockedOf(one, locked);
    const label = `${entry.name} ${entry.version} (${licenceOf(entry)})`;
    const said = [...textsOf(one, entry), ...(isLibvips(entry.name) ? [aboutLibvips()] : [])];
    for (const text of new Set(said)) texts.set(text, [...(texts.get(text) ?? []), label]);
  }
  return texts;
}

function lockedOf({ path }: Carried, locked: ReadonlyMap<string, Locked>): Locked {
  const entry = locked.get(path);
  if (!entry) throw new Error(`${path} isn't in the lock file`);
  return entry;
}

/** Who made what is carried, and under which terms, in their words. The same packages give the same text. */
export function noticesOf(carried: readonly Carried[], lock: readonly Locked[]): string {
  const locked = new Map(lock.map((entry) => [entry.path, entry]));
  const sections = [...gather(carried, locked)].map(([text, labels]) => `${rule}\n${labels.join("\n")}\n\n${text}\n`);
  return `Software, fonts and libraries of others that are in here, and their licences.\n\n${sections.join("\n")}`;
}
