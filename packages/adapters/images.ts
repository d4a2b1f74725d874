import sharp, { type Sharp, type SharpOptions } from "sharp";

// libvips. A function has one processor and makes each picture once: threads and a cache would only take memory.
sharp.cache(false);
sharp.concurrency(1);

/** Seconds after which a file that takes so long to decode counts as made for that. */
const patience = 20;

/** The file can't be decoded: by whomever, however often. */
export class Unreadable extends Error {}

/** Points in a row, upright, in sRGB: three bytes each, or four with transparency. */
export interface Bitmap {
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
  data: Buffer;
}

/** Out of memory is our trouble, all else the file's. */
async function reading<Read>(read: Promise<Read>): Promise<Read> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof Error) || /memory/i.test(error.message)) throw error;
    throw new Unreadable(error.message);
  }
}

/** What its head says: width and height as it is to be looked at, and frames. @throws Unreadable */
export async function measure(content: Buffer): Promise<{ width: number; height: number; frames: number }> {
  const { autoOrient, pages = 1 } = await reading(sharp(content, { limitInputPixels: false }).metadata());
  return { ...autoOrient, frames: pages };
}

/**
 * Decodes a file, straight to a size of its proportions: turned as EXIF says, in sRGB, and with nothing but its points.
 * @throws Unreadable
 */
export async function decode(content: Buffer, size: { width: number; height: number }, most: number): Promise<Bitmap> {
  const options: SharpOptions = { limitInputPixels: most, failOn: "truncated", autoOrient: true };
  const upright = sharp(content, options).timeout({ seconds: patience });
  return reading(bitmapOf(sized(upright, size).toColourspace("srgb")));
}

const sized = (image: Sharp, size: { width: number; height: number }): Sharp => image.resize({ ...size, fit: "fill" });

async function bitmapOf(image: Sharp): Promise<Bitmap> {
  const { data, info } = await image.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

const opened = ({ data, ...raw }: Bitmap): Sharp => sharp(data, { raw });

export const shrink = (bitmap: Bitmap, size: { width: number; height: number }): Promise<Bitmap> =>
  bitmapOf(sized(opened(bitmap), size));

const encoders = {
  /** The seed's. Without transparency: white behind it. */
  jpeg: (image: Sharp) => image.flatten({ background: "white" }).jpeg({ quality: 80, mozjpeg: true }),
  webp: (image: Sharp) => image.webp({ quality: 78 }),
  avif: (image: Sharp) => image.avif({ quality: 55, effort: 3 }),
  dots: (image: Sharp) => image.webp({ quality: 30, alphaQuality: 30 }),
};

export const encode = (bitmap: Bitmap, format: keyof typeof encoders): Promise<Buffer> =>
  encoders[format](opened(bitmap)).toBuffer();
