/** In points. */
export interface Size {
  width: number;
  height: number;
}

/** What every picture is there in as JPEG: for mails, cards that others make of a page, and old browsers. */
export const seedBox: Size = { width: 800, height: 600 };

/** Widths that pages choose from. Twice as high as wide is enough for any picture: a strip becomes narrower. */
const boxes: readonly Size[] = [320, 640, 960, 1600].map((width) => ({ width, height: 2 * width }));

/** The size as it fits into the box, in its own proportions; never enlarged, and never nothing. */
export function inside({ width, height }: Size, box: Size): Size {
  const scale = Math.min(1, box.width / width, box.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The sizes that a picture is made in, smallest first, each of another width. */
export function sizesOf(picture: Size): Size[] {
  const byWidth = new Map(boxes.map((box) => inside(picture, box)).map((size) => [size.width, size]));
  return [...byWidth.values()];
}
