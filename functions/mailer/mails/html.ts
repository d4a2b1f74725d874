/** Markup that is safe as it stands: only the tag below makes it. */
class Html {
  constructor(readonly markup: string) {}
}

export type { Html };

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

type Value = string | number | Html | readonly Html[];

function rendered(value: Value): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return value.map(({ markup }) => markup).join("");
}

/**
 * Every value is escaped, for element content and for quoted attributes alike; markup of this tag goes in as it is.
 * @example html`<p title="${title}">${items.map((item) => html`<b>${item}</b>`)}</p>`
 */
export const html = ({ raw }: TemplateStringsArray, ...values: Value[]): Html =>
  new Html(raw.map((part, index) => part + rendered(values[index] ?? "")).join(""));
