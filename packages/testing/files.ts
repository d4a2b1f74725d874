import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { Reachable, TestPlatform } from "./platform";

const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A PNG of one point, filled up to a size. */
export function png(size = 200): Buffer {
  const bytes = Buffer.alloc(size);
  Buffer.from(dot, "base64").copy(bytes);
  return bytes;
}

/** What Windows would run, whatever it is called. */
export const executable = (size = 200): Buffer => Buffer.concat([Buffer.from("MZ"), Buffer.alloc(size - 2, 1)]);

/** What a browser is told to send a file with. */
export interface Form {
  id: string;
  url: string;
  fields: Record<string, string>;
  expires_at: string;
}

/** Asks for a form; by default for a small PNG as an avatar. */
export const announce = (
  platform: Reachable,
  { token }: Pick<Person, "token">,
  overrides: object = {},
): Promise<Reply> =>
  call(platform, "POST /api/uploads", {
    token,
    body: { purpose: "avatar", content_type: "image/png", size: png().length, ...overrides },
  });

/** Sends the file as a browser's form would. */
export async function send({ url, fields }: Pick<Form, "url" | "fields">, file: Buffer): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([Uint8Array.from(file)]), "whatever.bin");
  return fetch(url, { method: "POST", body: form });
}

/** A file that has been announced and sent, and looked at where it is a picture; answers the upload's id. */
export async function newUpload(
  platform: TestPlatform,
  owner: Person,
  { file = png(), ...overrides }: { file?: Buffer; purpose?: string; content_type?: string; file_name?: string } = {},
): Promise<string> {
  const { status, body } = await announce(platform, owner, { size: file.length, ...overrides });
  if (status !== 201) throw new Error(`announcing answered ${status} ${JSON.stringify(body)}`);
  const sent = await send(body.upload, file);
  if (!sent.ok) throw new Error(`sending answered ${sent.status} ${await sent.text()}`);
  await platform.cloud.objectEvents.idle();
  return body.upload.id;
}
