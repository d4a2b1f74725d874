import fc from "fast-check";
import { type FileType, fileTypes } from "#contract/upload";
import { headBytes, looksLike } from "./file-content";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

const office = bytes("PK", [3, 4, 20, 0], "……[Content_Types].xml");

/** The beginning of a real file of each type. */
const samples: Record<FileType, Buffer> = {
  "image/jpeg": bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], "JFIF"),
  "image/png": bytes([0x89], "PNG\r\n", [0x1a], "\n"),
  "image/webp": bytes("RIFF", [1, 2, 3, 4], "WEBPVP8 "),
  "video/mp4": bytes([0, 0, 0, 32], "ftypisom"),
  "video/webm": bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], "webm"),
  "application/pdf": bytes("%PDF-1.7\n%"),
  "application/zip": bytes("PK", [3, 4, 10, 0], "notes.txt"),
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": office,
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": office,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": office,
  "text/plain": Buffer.from("नमस्ते, world\r\n\tdone"),
  "text/csv": Buffer.from("name,marks\nआशा,91\n"),
};

const types = Object.keys(fileTypes) as FileType[];
const strangers: Record<string, Buffer> = {
  "a Windows program": bytes("MZ", [0x90, 0, 3, 0, 0, 0]),
  "a Linux program": bytes([0x7f], "ELF", [2, 1, 1, 0]),
  "an Apple program": bytes([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1]),
  nothing: Buffer.alloc(16),
};

test.each(types)("a beginning of %s is known as such", (type) => {
  expect(looksLike(type, samples[type])).toBe(true);
});

test.each(types)("what isn't %s isn't taken for it", (type) => {
  const others = types.filter(
    (other) => !samples[other].equals(samples[type]) && !fileTypes[other].match(/txt|csv|zip/),
  );
  const [zipped, text] = [/zip/.test(fileTypes[type]), /txt|csv/.test(fileTypes[type])];
  // Office documents are archives, and this PDF's first lines are text.
  const expected = others.filter(
    (other) => (zipped && samples[other] === office) || (text && other === "application/pdf"),
  );
  expect(others.filter((other) => looksLike(type, samples[other]))).toEqual(expected);
  expect(Object.entries(strangers).filter(([, head]) => looksLike(type, head))).toEqual([]);
});

test("text is text wherever it is cut", () => {
  const property = fc.property(
    fc.string({ unit: "grapheme-composite", minLength: 1, maxLength: 60 }),
    fc.nat(200),
    (text, at) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what text may not hold
      fc.pre(!/[\u0000-\u001f\ufffd]/.test(text));
      const head = Buffer.from(text.repeat(40)).subarray(0, 1 + at);
      expect(looksLike("text/plain", head)).toBe(true);
    },
  );
  fc.assert(property);
});

test("no beginning makes it fail", () => {
  const property = fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: headBytes }), (type, head) => {
    expect(typeof looksLike(type, Buffer.from(head))).toBe("boolean");
  });
  fc.assert(property);
});
