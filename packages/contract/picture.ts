import * as z from "zod/mini";
import { url } from "./fields";

/** One size of a picture in one format. */
export const variant = z.object({ url, width: z.int(), height: z.int(), format: z.enum(["jpeg", "webp", "avif"]) });

/** Of the picture as it was sent, upright. `placeholder` is a `data:` URL of a few points, to be shown meanwhile. */
export const pictureShape = { width: z.int(), height: z.int(), placeholder: z.string() };

/** What a `<picture>` is made of: a JPEG within 800 × 600, and several widths in WebP and AVIF, never enlarged. */
export const picture = z.object({ ...pictureShape, variants: z.array(variant) });
