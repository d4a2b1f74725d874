import { readFileSync } from "node:fs";
import sharp from "sharp";
import { draw } from "#core/drawing";
import { inside, seedBox, sizesOf } from "#core/picture.sizes";

// One measurement of images.ts: how, and of which file.
const [way, file] = process.argv.slice(2);

/** The file is opened for every output. */
async function drawEach(content: Buffer): Promise<number> {
  const { width, height } = (await sharp(content).metadata()).autoOrient;
  const open = (size: { width: number; height: number }) =>
    sharp(content)
      .autoOrient()
      .resize({ ...size, fit: "fill" });
  const seed = open(inside({ width, height }, seedBox)).jpeg({ quality: 80, mozjpeg: true });
  const others = sizesOf({ width, height }).flatMap((size) => [
    open(size).webp({ quality: 78 }),
    open(size).avif({ quality: 55, effort: 3 }),
  ]);
  let bytes = 0;
  for (const output of [seed, ...others]) bytes += (await output.toBuffer()).length;
  return bytes;
}

async function drawOnce(content: Buffer): Promise<number> {
  const { files } = await draw("images/bench/upl_1/photograph.jpg", content);
  return files.reduce((sum, file) => sum + file.content.length, 0);
}

const content = readFileSync(file ?? "");
const [before, began] = [process.memoryUsage.rss(), performance.now()];
const bytes = await (way === "each" ? drawEach(content) : drawOnce(content));
const ms = performance.now() - began;
const megabytes = process.resourceUsage().maxRSS / 1024 - before / 1024 ** 2;
process.stdout.write(JSON.stringify({ ms, megabytes, bytes }));
