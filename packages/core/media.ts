import { type Reading, signReading } from "#adapters/storage";

/** Seconds that a signed address works, where nobody says otherwise. */
const usualLife = 15 * 60;

/**
 * An address under which a private file can be read for a while, by whoever has it: hand it to those only who may.
 * With a `fileName` it is a download of that name. Calls nothing.
 *
 * @example media: await signedMedia(lesson.media_key, { fileName: lesson.file_name }, now)
 */
export async function signedMedia(
  key: string,
  { seconds = usualLife, fileName }: Partial<Reading>,
  now: Date,
): Promise<{ url: string; expires_at: string }> {
  const url = await signReading(key, { fileName, seconds }, now);
  return { url, expires_at: new Date(now.getTime() + seconds * 1000).toISOString() };
}
