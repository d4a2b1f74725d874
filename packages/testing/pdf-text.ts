import { inflateSync } from "node:zlib";

// Reads the text of a PDF that this repository makes, as a reader would copy it: glyphs by their fonts' ToUnicode.

interface Pdf {
  source: string;
  /** Objects by number: everything between `n 0 obj` and `endobj`. */
  objects: Map<string, string>;
}

function open(pdf: Buffer): Pdf {
  const source = pdf.toString("latin1");
  const objects = [...source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)];
  return { source, objects: new Map(objects.map(([, number = "", body = ""]) => [number, body])) };
}

/** What a stream holds, unpacked where it is packed. */
function contentOf(body: string): string {
  const start = body.indexOf("stream\n");
  if (start < 0) return "";
  const content = Buffer.from(body.slice(start + 7, body.lastIndexOf("\nendstream")), "latin1");
  return body.slice(0, start).includes("/FlateDecode")
    ? inflateSync(content).toString("latin1")
    : content.toString("latin1");
}

const unicode = (hex: string): string => Buffer.from(hex, "hex").swap16().toString("utf16le");

/** Glyphs of a font and the letters that they stand for. */
function lettersOf(map: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, from = "0", , list = ""] of map.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi))
    for (const [index, [, hex = ""]] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      letters.set((Number.parseInt(from, 16) + index).toString(16).padStart(4, "0"), unicode(hex.replaceAll(" ", "")));
  return letters;
}

/** Fonts by the names that pages call them by. */
function fontsOf({ source, objects }: Pdf): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name = "", number = ""] of source.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const [, map = ""] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number) ?? "") ?? [];
    fonts.set(name, lettersOf(contentOf(objects.get(map) ?? "")));
  }
  return fonts;
}

/** The text of a PDF, run by run in the order in which it was set, spaces between them. */
export function textOf(pdf: Buffer): string {
  const opened = open(pdf);
  const fonts = fontsOf(opened);
  const texts: string[] = [];
  let font = new Map<string, string>();
  for (const body of opened.objects.values()) {
    const content = contentOf(body);
    if (!content.includes(" Tf")) continue;
    for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>[^\]<]*)*)\] TJ/gi)) {
      if (name !== undefined) font = fonts.get(name) ?? font;
      else {
        const glyphs = [...(shown ?? "").matchAll(/<([0-9a-f]*)>/gi)].flatMap(
          ([, hex = ""]) => hex.match(/.{4}/g) ?? [],
        );
        texts.push(glyphs.map((glyph) => font.get(glyph.toLowerCase()) ?? "\ufffd").join(""));
      }
    }
  }
  return texts.join(" ");
}
