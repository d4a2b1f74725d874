import { create } from "qrcode";
import type { Certificate } from "#core/certificate.entity";
import { documentOf } from "./document";
import { certificateOf, fontPath } from "./fixture";

process.env.FRONTEND_URL = "https://instaiq.example/,https://admin.example";

const made = (overrides: Partial<Certificate> = {}, wording?: string, compress = false): Promise<Buffer> =>
  documentOf({ certificate: certificateOf(overrides), wording }, { fontPath, compress });

const source = async (...given: Parameters<typeof made>): Promise<string> => (await made(...given)).toString("latin1");

/** Texts of the document's structure and metadata: PDF writes them in brackets, in UTF-16 where ASCII doesn't do. */
function textsIn(pdf: string): string[] {
  const literals = [...pdf.matchAll(/(?:\/(?:ActualText|Alt|Lang) |\d 0 obj\n)\(((?:\\[\s\S]|[^\\)])*)\)/g)];
  return literals.map(([, literal = ""]) => {
    const bytes = literal
      .replace(/\\([nrtbf])/g, (_, letter: string) => ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" })[letter] ?? "")
      .replace(/\\([\s\S])/g, "$1");
    if (!bytes.startsWith("\xfe\xff")) return bytes;
    return Buffer.from(bytes.slice(2), "latin1").swap16().toString("utf16le");
  });
}

/** Where text is set: x and y from the lower left corner, in points. */
const places = (pdf: string): [number, number][] =>
  [...pdf.matchAll(/1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm/g)].map(([, x, y]) => [Number(x), Number(y)]);

const fontsOf = (pdf: string): string[] =>
  [...new Set([...pdf.matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)].map(([, name = ""]) => name))].sort();

const pages = (pdf: string): number => (pdf.match(/\/Type \/Page\b(?!s)/g) ?? []).length;

describe("a certificate", () => {
  it("is one landscape page that says what it is, in its language", async () => {
    const pdf = await source();
    expect(pdf.slice(0, 8)).toBe("%PDF-1.7");
    expect([pages(pdf), pdf.includes("[0 0 841.89 595.28]")]).toEqual([1, true]);
    expect(textsIn(pdf)).toEqual(
      expect.arrayContaining([
        ...["Certificate IQ-7F3K-9QWD-2M8X", "Certificate of completion", "en-IN", "Asha Rao", "Insta iQ"],
        "has successfully completed the course Algebra from the Ground Up",
        "QR code that leads to https://instaiq.example/certificates/IQ-7F3K-9QWD-2M8X",
      ]),
    );
    for (const mark of ["/Marked true", "/DisplayDocTitle true", "/S /H1", "/S /Figure", "/Artifact"])
      expect([mark, pdf.includes(mark)]).toEqual([mark, true]);
  });

  it("is the same bytes each time, and others for another", async () => {
    const [first, second, other] = [await made(), await made(), await made({ code: "IQ-0000-0000-0000" })];
    expect(first.equals(second)).toBe(true);
    expect(first.equals(other)).toBe(false);
  });

  it("embeds its fonts, and a few kilobytes of them", async () => {
    const pdf = await source({ name: "आशा Żółć" });
    expect(fontsOf(pdf)).toEqual(["NotoSans-Bold", "NotoSans-Regular", "NotoSansDevanagari-Bold"]);
    expect(pdf).not.toMatch(/Helvetica|Times-/);
    expect((await made({}, undefined, true)).length).toBeLessThan(40_000);
  });

  it("has a QR code of the page that verifies it", async () => {
    const { modules } = create("https://instaiq.example/certificates/IQ-7F3K-9QWD-2M8X", { errorCorrectionLevel: "M" });
    const dark = Array.from({ length: modules.size ** 2 }, (_, at) =>
      modules.get(Math.floor(at / modules.size), at % modules.size),
    ).filter(Boolean).length;
    const unit = 96 / (modules.size + 8);
    const squares = [...(await source()).matchAll(/[\d.]+ [\d.]+ ([\d.]+) ([\d.]+) re/g)].filter(
      ([, width, height]) => Math.abs(Number(width) - unit) < 0.01 && Math.abs(Number(height) - unit) < 0.01,
    );
    expect(squares).toHaveLength(dark);
  });
});

describe("a name", () => {
  it.each([
    ["with diacritics", "Łukasz Żółć-O’Brien", "Łukasz Żółć-O’Brien"],
    ["in Devanagari", "श्रीमती कृष्णा विश्वकर्मा", "श्रीमती कृष्णा विश्वकर्मा"],
    ["in another script", "Иван Петров", "Ivan Petrov"],
    ["written backwards", "a\u202Eb\u0000c", "abc"],
  ])("%s is set as it can be read", async (_what, name, shown) => {
    expect(textsIn(await source({ name }))).toContain(shown);
  });

  it.each([
    ["of 60 characters", "Venkatanarasimharajuvaripeta Śrīnivāsa Rāmānujan Ayyaṅgār X"],
    ["of 255 letters without a space", "W".repeat(255)],
    ["of 127 words", "a ".repeat(127).trim()],
    ["of 255 letters of Devanagari", "क".repeat(255)],
  ])("%s stays on the page", async (_what, name) => {
    for (const wording of [undefined, "{{name}} {{name}}, {{course}}"]) {
      const pdf = await source({ name, course_title: name }, wording);
      expect(pages(pdf)).toBe(1);
      for (const [x, y] of places(pdf)) {
        expect(x).toBeGreaterThan(80);
        expect(x).toBeLessThan(760);
        expect(y).toBeGreaterThan(60);
      }
    }
  });

  it("does nothing but be shown", async () => {
    const hostile = ") Tj /JavaScript (app.alert(1)) /OpenAction << /URI (https://evil.example) >> endstream endobj";
    const pdf = await source({ name: hostile, course_title: hostile }, `${hostile} {{name}}`);
    const bare = pdf.replace(/\((?:\\[\s\S]|[^\\)])*\)/g, "()");
    expect(textsIn(pdf)).toContain(hostile);
    expect(bare).not.toMatch(/JavaScript|OpenAction|URI|evil/);
    expect((bare.match(/endobj/g) ?? []).length).toBe((bare.match(/\d+ 0 obj/g) ?? []).length);
  });
});
