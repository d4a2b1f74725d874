import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** In points. */
interface Size {
  width: number;
  height: number;
}

/** Something like a photograph: soft shapes and grain, another for each seed. */
async function scene({ width, height }: Size, seed: number): Promise<Buffer> {
  const dots = Buffer.from(Array.from({ length: 12 * 9 * 3 }, (_, index) => (index * index * 31 + seed * 7919) % 256));
  const shapes = await sharp(dots, { raw: { width: 12, height: 9, channels: 3 } })
    .resize({ width, height, fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer();
  for (let at = 0, grain = seed + 1; at < shapes.length; at++) {
    grain = (grain * 1_103_515_245 + 12_345) & 0x7fffffff;
    shapes[at] = Math.min(255, Math.max(0, (shapes[at] ?? 0) + ((grain >> 16) % 17) - 8));
  }
  return shapes;
}

/** A camera's JPEG of that size. */
export async function photograph(size: Size, seed = 1): Promise<Buffer> {
  const raw = await scene(size, seed);
  return sharp(raw, { raw: { ...size, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** What a telephone sends: turned by a quarter (EXIF orientation 6), with the place where it was taken. */
export async function telephonePhotograph(size: Size): Promise<Buffer> {
  return sharp(await photograph(size))
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Make: "Telephone" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "18/1 31/1 12/1" } })
    .jpeg()
    .toBuffer();
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A PNG of few kilobytes that takes 144 megapixels of memory. */
export function bomb(side = 12_000): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // One bit a point, grey.
  head.writeUInt8(1, 8);
  const rows = deflateSync(Buffer.alloc((1 + side / 8) * side));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

/** A WebP of two frames. */
export async function animation({ width, height }: Size): Promise<Buffer> {
  const frame = (background: string) =>
    sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer();
  const frames = await Promise.all([frame("red"), frame("blue")]);
  return sharp(frames, { join: { animated: true } })
    .webp({ delay: [100, 100] })
    .toBuffer();
}
