declare module "fontkit" {
  /** Parses a font. */
  export function create(font: Uint8Array): object;
}
