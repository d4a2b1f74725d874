/** Documents of one block of a column: a change rewrites it, so it is small. */
export const columnSize = 1024;

/** A value for each document of a block; undefined where it has none. */
export type Column = (number | undefined)[];

// 6 bytes least value, 6 bytes step, 1 byte width; then for each document so many bits: 0 without a value, else how many
// steps it lies above the least, plus 1. Prices that are all multiples of 500 within 30,000 take 6 bits each.
const head = 13;

/** Up to this width a value lies within four bytes wherever it begins; wider ones begin at whole bytes. */
const widestUnaligned = 25;

function greatestDivisor(one: number, other: number): number {
  let [left, right] = [one, other];
  while (right > 0) [left, right] = [right, left % right];
  return left;
}

function widthOf(most: number): number {
  const bits = Math.max(1, Math.ceil(Math.log2(most + 1)));
  return bits > widestUnaligned ? Math.ceil(bits / 8) * 8 : bits;
}

/** As big-endian bits, the way they are read again. */
function write(bytes: Buffer, position: number, width: number, code: number): void {
  const at = head + Math.floor((position * width) / 8);
  if (width > widestUnaligned) return void bytes.writeUIntBE(code, at, width / 8);
  const shift = 32 - width - ((position * width) & 7);
  bytes.writeUInt32BE((bytes.readUInt32BE(at) | (code << shift)) >>> 0, at);
}

export function packColumn(column: Column): Uint8Array | undefined {
  const present = column.filter((value) => value !== undefined);
  if (present.length === 0) return undefined;
  const least = present.reduce((low, value) => Math.min(low, value));
  const step = present.reduce((divisor, value) => greatestDivisor(divisor, value - least), 0) || 1;
  const width = widthOf(present.reduce((high, value) => Math.max(high, value)) / step - least / step + 1);
  // Three bytes more, so that reading four at a time never ends behind the last.
  const bytes = Buffer.alloc(head + Math.ceil((columnSize * width) / 8) + 3);
  bytes.writeUIntBE(least, 0, 6);
  bytes.writeUIntBE(step, 6, 6);
  bytes.writeUInt8(width, 12);
  for (const [position, value] of column.entries())
    if (value !== undefined) write(bytes, position, width, (value - least) / step + 1);
  return bytes;
}

/** Reads values of a block without unpacking the others. */
export function columnReader(packed: Uint8Array): (position: number) => number | undefined {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const [least, step, width] = [bytes.readUIntBE(0, 6), bytes.readUIntBE(6, 6), bytes.readUInt8(12)];
  return (position) => {
    const at = head + Math.floor((position * width) / 8);
    const code =
      width > widestUnaligned
        ? bytes.readUIntBE(at, width / 8)
        : (bytes.readUInt32BE(at) << ((position * width) & 7)) >>> (32 - width);
    return code === 0 ? undefined : least + (code - 1) * step;
  };
}

/** The block with one document's value changed. */
export function withValue(bytes: Uint8Array | undefined, place: number, value: number | undefined) {
  const read = bytes ? columnReader(bytes) : () => undefined;
  const column: Column = Array.from({ length: columnSize }, (_, position) => read(position));
  column[place] = value;
  return packColumn(column);
}
