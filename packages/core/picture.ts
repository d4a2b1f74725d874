import { binding } from "#adapters/environment";
import { inside, type Size, seedBox } from "./picture.sizes";

/** What a row keeps of a picture. The other files' names follow from `key`. */
export interface Picture extends Size {
  /** The seed's JPEG: `images/avatar/upl_01jd…/9f86d081884c7d65.jpg`. */
  key: string;
  /** A `data:` URL of a few points. */
  placeholder: string;
  /** Each is there as WebP and as AVIF. */
  sizes: Size[];
}

const size = { width: { type: "number", required: true }, height: { type: "number", required: true } } as const;

/** A picture as an attribute of whatever it illustrates. */
export const pictureAttribute = {
  type: "map",
  properties: {
    ...size,
    key: { type: "string", required: true },
    placeholder: { type: "string", required: true },
    sizes: { type: "list", required: true, items: { type: "map", properties: size } },
  },
} as const;

const modern = ["webp", "avif"] as const;

/** `…/9f86d081884c7d65.jpg` at 640 points → `…/9f86d081884c7d65-640.webp` */
export const variantKey = (key: string, width: number, format: (typeof modern)[number]): string =>
  key.replace(/\.jpg$/, `-${width}.${format}`);

/** Every file of a picture. */
export const filesOf = ({ key, sizes }: Picture): string[] => [
  key,
  ...sizes.flatMap(({ width }) => modern.map((format) => variantKey(key, width, format))),
];

const addressOf = (key: string): string => `${binding("MEDIA_URL")}/${key}`;

/**
 * The lasting address of a public picture, by the key that is stored; null without one. A function that names such
 * addresses needs `pictures`.
 */
export const pictureUrl = (key: string | null | undefined): string | null => (key ? addressOf(key) : null);

function variantsOf({ key, sizes, width, height }: Picture) {
  const seed = { url: addressOf(key), ...inside({ width, height }, seedBox), format: "jpeg" as const };
  const others = sizes.flatMap((size) =>
    modern.map((format) => ({ url: addressOf(variantKey(key, size.width, format)), ...size, format })),
  );
  return [seed, ...others];
}

/** A picture as it goes out; null without one. */
export function pictureView(picture: Picture | undefined) {
  if (!picture) return null;
  const { width, height, placeholder } = picture;
  return { width, height, placeholder, variants: variantsOf(picture) };
}
