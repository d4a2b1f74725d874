import * as images from "#adapters/images";
import { type Picture, variantKey } from "./picture";
import { inside, type Size, seedBox, sizesOf } from "./picture.sizes";

/** One file of a picture. */
export interface File {
  key: string;
  content: Buffer;
  contentType: string;
}

/** The picture is no good, whoever tries; the message is its owner's to read. */
export class Refused extends Error {}

/** Points of a picture, at most: a hundred megabytes while it is open. */
const mostPoints = 25_000_000;

async function inspect(content: Buffer): Promise<Size> {
  const { width, height, frames } = await images.measure(content);
  if (width * height > mostPoints)
    throw new Refused(`The picture has ${width} × ${height} points, and may have 25 million`);
  if (frames > 1) throw new Refused("Moving pictures aren't taken: send one that stands still");
  return { width, height };
}

/** The sizes, largest first, each made of the one before: the file is decoded once. */
async function cascade(content: Buffer, sizes: Size[]): Promise<images.Bitmap[]> {
  const [largest, ...smaller] = sizes.toReversed();
  if (!largest) return [];
  const bitmaps = [await images.decode(content, largest, mostPoints)];
  for (const size of smaller) bitmaps.push(await images.shrink(bitmaps.at(-1) as images.Bitmap, size));
  return bitmaps;
}

const covers = (bitmap: images.Bitmap, { width, height }: Size): boolean =>
  bitmap.width >= width && bitmap.height >= height;

/** Shrunk from the smallest that is large enough. */
async function shrunkTo(bitmaps: images.Bitmap[], size: Size): Promise<images.Bitmap> {
  const source = bitmaps.findLast((bitmap) => covers(bitmap, size)) ?? bitmaps[0];
  if (!source) throw new Error("there is no bitmap");
  return images.shrink(source, size);
}

/** A few points, as a `data:` URL: what a page shows until the picture is there. */
async function placeholderOf(bitmaps: images.Bitmap[], picture: Size): Promise<string> {
  const dots = await shrunkTo(bitmaps, inside(picture, { width: 16, height: 16 }));
  return `data:image/webp;base64,${(await images.encode(dots, "dots")).toString("base64")}`;
}

async function filesFrom(key: string, bitmaps: images.Bitmap[], seed: images.Bitmap): Promise<File[]> {
  const files: File[] = [{ key, content: await images.encode(seed, "jpeg"), contentType: "image/jpeg" }];
  // One after the other: each takes the whole processor, and memory of its own.
  for (const bitmap of bitmaps)
    for (const format of ["webp", "avif"] as const) {
      const content = await images.encode(bitmap, format);
      files.push({ key: variantKey(key, bitmap.width, format), content, contentType: `image/${format}` });
    }
  return files;
}

/** Draws all variants of a picture under the names that follow from `key`. @throws Refused */
export async function draw(key: string, content: Buffer): Promise<{ picture: Picture; files: File[] }> {
  try {
    const size = await inspect(content);
    const sizes = sizesOf(size);
    const bitmaps = await cascade(content, sizes);
    const placeholder = await placeholderOf(bitmaps, size);
    const files = await filesFrom(key, bitmaps, await shrunkTo(bitmaps, inside(size, seedBox)));
    return { picture: { key, ...size, placeholder, sizes }, files };
  } catch (error) {
    if (error instanceof images.Unreadable) throw new Refused("The picture is damaged, or not all of it has come");
    throw error;
  }
}
