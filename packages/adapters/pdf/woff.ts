import { inflateSync } from "node:zlib";

// Bytes of the headers, and of an entry in the directories that follow them: https://www.w3.org/TR/WOFF/
const woff = { header: 44, entry: 20 };
const sfnt = { header: 12, entry: 16 };

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;

/** One table of a font, as WOFF's directory has it. */
function tableAt(font: Buffer, index: number) {
  const entry = woff.header + index * woff.entry;
  const [tag, offset, packed, length, checksum] = [0, 4, 8, 12, 16].map((at) => font.readUInt32BE(entry + at));
  const stored = font.subarray(offset, (offset ?? 0) + (packed ?? 0));
  return { tag, checksum, content: packed === length ? stored : inflateSync(stored) };
}

/**
 * A WOFF font as TrueType or OpenType has it. Whoever reads it packed unpacks a table each time that a letter is looked
 * up in it.
 */
export function unpacked(font: Buffer): Buffer {
  const count = font.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => tableAt(font, index));
  const size = tables.reduce((sum, { content }) => sum + padded(content.length), sfnt.header + count * sfnt.entry);
  const made = Buffer.alloc(size);
  font.copy(made, 0, 4, 8);
  made.writeUInt16BE(count, 4);
  let offset = sfnt.header + count * sfnt.entry;
  for (const [index, { tag = 0, checksum = 0, content }] of tables.entries()) {
    const entry = sfnt.header + index * sfnt.entry;
    for (const [place, value] of [tag, checksum, offset, content.length].entries())
      made.writeUInt32BE(value, entry + place * 4);
    content.copy(made, offset);
    offset += padded(content.length);
  }
  return made;
}
