const text = (description: string) => ({ description, schema: { type: "string" } });
const count = (description: string) => ({ description, schema: { type: "integer", minimum: 0 } });

/** Every header that an answer can carry and a client may care about. */
export const headers = {
  ETag: text("Names this very content; send it back as If-None-Match"),
  "Cache-Control": text("How long the answer may be kept"),
  "Retry-After": count("Seconds after which another try can succeed; missing where waiting doesn't help"),
  "RateLimit-Limit": count("Attempts within the window"),
  "RateLimit-Remaining": count("Attempts left"),
  "RateLimit-Reset": count("Seconds until the window ends"),
  Link: text('Of a list as CSV: where the next part is (RFC 8288, `rel="next"`); missing on the last'),
  "Content-Disposition": text("The name under which the answer is saved as a file"),
  "WWW-Authenticate": text("Always `Bearer`"),
};

type HeaderName = keyof typeof headers;

export const caching: HeaderName[] = ["ETag", "Cache-Control"];

export const following: HeaderName[] = ["Link"];

export const saving: HeaderName[] = ["Content-Disposition"];

export const rateLimit: HeaderName[] = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

/** The `headers` of a response that carries these; nothing where there are none. */
export function headersNamed(...names: HeaderName[]) {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])) };
}
