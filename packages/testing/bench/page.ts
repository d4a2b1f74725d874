/** The page with a section in place of the one with its title, or at its end. */
export function replaceSection(page: string, section: string): string {
  const [title = ""] = section.split("\n");
  const from = page.startsWith(`${title}\n`) ? 0 : page.indexOf(`\n${title}\n`) + 1;
  if (from === 0) return `${page.trimEnd()}\n\n${section}`;
  const next = page.indexOf("\n## ", from + title.length);
  return next < 0 ? page.slice(0, from) + section : `${page.slice(0, from)}${section.trimEnd()}\n${page.slice(next)}`;
}
