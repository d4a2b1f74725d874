import sharp, { type Color } from "sharp";
import { animation, bomb, photograph, telephonePhotograph } from "#testing/photographs";
import { draw, type File } from "./drawing";

const key = "images/avatar/upl_1/0123456789abcdef.jpg";

const fileOf = (files: File[], ending: string): Buffer => {
  const file = files.find((one) => one.key.endsWith(ending));
  if (!file) throw new Error(`there is no ${ending} among ${files.map((one) => one.key).join(", ")}`);
  return file.content;
};

/** Red, green, blue, and what there is of transparency, of one point. */
async function pointOf(content: Buffer, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(content)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

/** Whether they differ by no more than what compression does. */
const near = (point: number[], expected: number[]): boolean =>
  point.length === expected.length && point.every((value, index) => Math.abs(value - (expected[index] ?? 0)) <= 8);

const plain = (width: number, height: number, background: Color, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background } });

/** Red above, blue below. */
const flag = (width: number, height: number) =>
  plain(width, height, "red").composite([
    {
      ...{ input: { create: { width, height: height / 2, channels: 3, background: "blue" } } },
      gravity: "south",
    },
  ]);

describe("a photograph", () => {
  it("becomes the seed's JPEG, and four widths in WebP and AVIF", async () => {
    const { picture, files } = await draw(key, await photograph({ width: 2000, height: 1500 }));
    expect(picture).toMatchObject({ key, width: 2000, height: 1500 });
    const made = await Promise.all(
      files.map(async ({ key: name, content, contentType }) => {
        const { width, height, format, compression } = await sharp(content).metadata();
        return `${name.split("/").at(-1)} ${contentType} ${compression ?? format} ${width}x${height}`;
      }),
    );
    const widths = ["1600x1200", "960x720", "640x480", "320x240"];
    const each = widths.flatMap((size) =>
      ["webp image/webp webp", "avif image/avif av1"].map(
        (kind) => `0123456789abcdef-${parseInt(size, 10)}.${kind} ${size}`,
      ),
    );
    expect(made).toEqual(["0123456789abcdef.jpg image/jpeg jpeg 800x600", ...each]);
  });

  it("is the same, byte by byte, whenever it is drawn", async () => {
    const content = await photograph({ width: 700, height: 500 });
    expect(await draw(key, content)).toEqual(await draw(key, content));
  });

  it("is turned as its camera was held", async () => {
    const turned = await flag(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { picture, files } = await draw(key, turned);
    expect(picture).toMatchObject({ width: 200, height: 400 });
    const jpeg = fileOf(files, ".jpg");
    expect(near(await pointOf(jpeg, 190, 200), [255, 0, 0])).toBe(true);
    expect(near(await pointOf(jpeg, 10, 200), [0, 0, 255])).toBe(true);
  });

  it("tells nobody where it was taken, by what, or anything else", async () => {
    const taken = await telephonePhotograph({ width: 400, height: 300 });
    expect((await sharp(taken).metadata()).exif?.includes("Telephone")).toBe(true);
    const { files } = await draw(key, taken);
    for (const { content } of files) {
      const { exif, xmp, iptc, icc, orientation } = await sharp(content).metadata();
      expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    }
  });

  it("of a wide gamut looks the same in sRGB", async () => {
    const wide = await plain(64, 64, { r: 200, g: 60, b: 40 }).withIccProfile("p3").jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(wide).metadata()).icc).toBeDefined();
    // Its numbers are others, which without their profile would be another red.
    const numbers = await sharp(wide, { ignoreIcc: true }).png().toBuffer();
    expect(near(await pointOf(numbers, 5, 5), [200, 60, 40])).toBe(false);
    const { files } = await draw(key, wide);
    for (const ending of [".jpg", ".webp"])
      expect(near(await pointOf(fileOf(files, ending), 5, 5), [200, 60, 40])).toBe(true);
  });

  it.each([
    ["in print colours", () => plain(40, 40, "red").toColourspace("cmyk").jpeg()],
    ["in grey", () => plain(40, 40, "#808080").greyscale().png()],
    ["in grey with transparency", () => plain(40, 40, "#80808080", 4).toColourspace("b-w").png()],
    ["with 16 bits a colour", () => plain(40, 40, "#808080").toColourspace("rgb16").png()],
    ["of few colours", () => plain(40, 40, "#808080").png({ palette: true })],
  ])("%s is drawn in sRGB", async (_kind, made) => {
    const { files } = await draw(key, await made().toBuffer());
    for (const { content } of files) {
      const { space, depth } = await sharp(content).metadata();
      expect([space, depth]).toEqual(["srgb", "uchar"]);
    }
  });
});

describe("transparency", () => {
  it("is kept where there is some, and white in a JPEG", async () => {
    const clear = await plain(60, 60, { r: 255, g: 0, b: 0, alpha: 0 }, 4).png().toBuffer();
    const { files } = await draw(key, clear);
    expect(near(await pointOf(fileOf(files, ".jpg"), 5, 5), [255, 255, 255])).toBe(true);
    for (const ending of [".webp", ".avif"]) {
      const point = await pointOf(fileOf(files, ending), 5, 5);
      expect([point.length, point[3]]).toEqual([4, 0]);
    }
  });

  it("isn't there where there is none", async () => {
    const { files } = await draw(key, await plain(60, 60, "red").png().toBuffer());
    expect((await sharp(fileOf(files, ".webp")).metadata()).hasAlpha).toBe(false);
  });
});

describe("a placeholder", () => {
  it("is a few points in a few bytes, in the picture's proportions", async () => {
    const { picture } = await draw(key, await photograph({ width: 800, height: 400 }));
    const [kind, content = ""] = picture.placeholder.split(",");
    expect([kind, picture.placeholder.length < 400]).toEqual(["data:image/webp;base64", true]);
    expect(await sharp(Buffer.from(content, "base64")).metadata()).toMatchObject({ width: 16, height: 8 });
  });
});

describe("refused, with a reason for its owner, is", () => {
  const damaged = "The picture is damaged, or not all of it has come";

  it.each([
    ["a bomb", async () => bomb(), "The picture has 12000 × 12000 points, and may have 25 million"],
    [
      "what moves",
      () => animation({ width: 40, height: 30 }),
      "Moving pictures aren't taken: send one that stands still",
    ],
    ["half a JPEG", async () => half(await photograph({ width: 400, height: 300 })), damaged],
    [
      "half a PNG",
      async () =>
        half(
          await sharp(await photograph({ width: 400, height: 300 }))
            .png()
            .toBuffer(),
        ),
      damaged,
    ],
    [
      "half a WebP",
      async () =>
        half(
          await sharp(await photograph({ width: 400, height: 300 }))
            .webp()
            .toBuffer(),
        ),
      damaged,
    ],
    ["a beginning and nonsense", async () => Buffer.from([0xff, 0xd8, 0xff, ...Array(300).fill(7)]), damaged],
    ["a PNG whose checksum is wrong", async () => altered(await plain(40, 40, "red").png().toBuffer()), damaged],
  ])("%s", async (_what, made, reason) => {
    await expect(draw(key, await made())).rejects.toThrow(reason);
  });

  const half = (content: Buffer): Buffer => content.subarray(0, content.length / 2);

  const altered = (content: Buffer): Buffer => {
    const copy = Buffer.from(content);
    const at = copy.indexOf("IDAT") + 6;
    copy.writeUInt8((copy.readUInt8(at) ^ 0xff) & 0xff, at);
    return copy;
  };
});
