import type { IOptions } from "sanitize-html";

/** Players that may stand in a text. Their frames can't reach the page around them, and are loaded when scrolled to. */
const players = ["www.youtube-nocookie.com", "player.vimeo.com"];

const blocks = ["p", "br", "hr", "h2", "h3", "h4", "blockquote", "pre", "ul", "ol", "li", "figure", "figcaption"];
const tables = ["table", "caption", "thead", "tbody", "tr", "th", "td"];
const words = ["a", "strong", "b", "em", "i", "u", "s", "del", "ins", "sub", "sup", "mark", "small", "abbr", "code"];

/** A link that leaves the site lends it no weight, and gets no hold of the page that it was opened from. */
function linked(tagName: string, { rel, ...attribs }: Record<string, string>) {
  const leaves = !/^[/#?]/.test(attribs.href ?? "");
  return { tagName, attribs: leaves ? { ...attribs, rel: "noopener nofollow" } : attribs };
}

const framed = (tagName: string, attribs: Record<string, string>) => ({
  tagName,
  attribs: {
    ...attribs,
    sandbox: "allow-scripts allow-same-origin allow-presentation",
    referrerpolicy: "strict-origin-when-cross-origin",
    loading: "lazy",
  },
});

/** See docs/decisions/content.md. No style, no id, no handler: whatever isn't named here is taken out. */
const allowed: IOptions = {
  allowedTags: [...blocks, ...tables, ...words, "img", "iframe"],
  allowedAttributes: {
    a: ["href", "title", "rel"],
    abbr: ["title"],
    img: ["src", "alt", "title", "width", "height"],
    th: ["colspan", "rowspan", "scope"],
    td: ["colspan", "rowspan"],
    ol: ["start"],
    iframe: ["src", "title", "width", "height", "allowfullscreen", "sandbox", "referrerpolicy", "loading"],
  },
  allowedClasses: { code: ["language-*"] },
  allowedSchemes: ["https", "http", "mailto"],
  allowedSchemesByTag: { img: ["https", "http"], iframe: ["https"] },
  allowedSchemesAppliedToAttributes: ["href", "src"],
  allowProtocolRelative: false,
  allowedIframeHostnames: players,
  allowIframeRelativeUrls: false,
  transformTags: { a: linked, iframe: framed },
  // A frame that may not show anything is only a box.
  exclusiveFilter: ({ tag, attribs }) => (tag === "iframe" || tag === "img") && !attribs.src,
  nestingLimit: 100,
  parser: { lowerCaseTags: true },
};

/** Characters that no XML may hold; an author can smuggle them in as `&#1;`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;

/** What of an author's HTML may stand in a page: the same text, without anything that could act. */
export async function sanitize(html: string): Promise<string> {
  // It is large, and only authors wait for it.
  const { clean } = await import("#adapters/parts/sanitize-html");
  return clean(html, allowed).replace(unwritable, "").trim();
}

const inline = new Set([...words, "img"]);

const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

/** The words of sanitized HTML, on one line. */
export const plainText = (html: string): string =>
  html
    .replace(/<\/?([a-z0-9]+)[^>]*>/g, (_, name: string) => (inline.has(name) ? "" : " "))
    .replace(/&(lt|gt|quot|amp);/g, (entity) => entities[entity] ?? "")
    .replace(/\s+/g, " ")
    .trim();
