import { binding } from "#adapters/environment";

/**
 * The lasting address of a public picture, by the key that `attach` answered; null without one. A function that names
 * such addresses needs `pictures`.
 */
export const pictureUrl = (key: string | null | undefined): string | null =>
  key ? `${binding("MEDIA_URL")}/${key}` : null;
