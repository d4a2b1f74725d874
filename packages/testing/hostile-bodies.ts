import { bodyLimit } from "#contract/endpoint";

/** A body as bytes, and the code that refuses it wherever an endpoint wants more than `{}`. */
export interface HostileBody {
  name: string;
  body: string | Buffer;
  code: string;
  /** As a header; `application/json` where it is missing, none where it is empty. */
  type?: string;
  /** Paths that the errors must name. */
  paths?: string[];
}

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`field_${n}`, n])));
const quoted = (...bytes: number[]) => Buffer.from([...Buffer.from('{"name":"'), ...bytes, ...Buffer.from('"}')]);

const malformed = [
  ...["{", "}", '{"name":}', "{'name':1}", '{"name":1,}', '{"name":1}{', '{"name":1}x', "NaN", "Infinity", "undefined"],
  ...['{"name":"a\u0001"}', '{"name":"\\ud8"}', '{"name":"\\x41"}', '{"name":01}', "// a comment", "\u0000", " "],
].map((body): HostileBody => ({ name: JSON.stringify(body), body, code: "malformed_json" }));

const notUtf8 = [
  { name: "a byte that is no UTF-8", body: quoted(0xff) },
  { name: "a sequence cut short", body: quoted(0xe2, 0x82) },
  { name: "an overlong NUL", body: quoted(0xc0, 0x80) },
  { name: "an encoded surrogate", body: quoted(0xed, 0xa0, 0x80) },
  { name: "UTF-16", body: Buffer.from('{"name":"a"}', "utf16le") },
  { name: "random bytes", body: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]) },
].map((one): HostileBody => ({ ...one, code: "malformed_json" }));

const noObjects = ["[]", "null", '"text"', "42", "true", "1e400", "[{}]"].map(
  (body): HostileBody => ({ name: body, body, code: "invalid_input", paths: ["body"] }),
);

const otherTypes = [
  ...["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"],
  ...["application/octet-stream", "text/json", "json", "application/json-patch", ""],
].map(
  (type): HostileBody => ({
    name: `as ${type || "nothing"}`,
    body: '{"name":1}',
    type,
    code: "unsupported_media_type",
  }),
);

const enormous: HostileBody[] = [
  { name: "1 MB of text", body: JSON.stringify({ name: "a".repeat(1 << 20) }), code: "body_too_large" },
  { name: "a byte too many", body: "{}".padEnd(bodyLimit + 1), code: "body_too_large" },
  { name: "many bytes in few characters", body: JSON.stringify({ name: "😀".repeat(70_000) }), code: "body_too_large" },
];

const structures: HostileBody[] = [
  { name: "100,000 arrays deep", body: nested("[", "]", 100_000), code: "invalid_input", paths: ["body"] },
  { name: "20,000 objects deep", body: `${'{"nobody":'.repeat(20_000)}1${"}".repeat(20_000)}`, code: "invalid_input" },
  { name: "a field 50,000 deep", body: `{"nobody":${nested("[", "]", 50_000)}}`, code: "invalid_input" },
  { name: "10,000 fields", body: wide, code: "invalid_input", paths: ["body.field_0", "body.field_1"] },
  {
    name: "the prototype's keys",
    body: '{"__proto__":{"role":"admin"},"constructor":{"prototype":{}},"prototype":1,"toString":1,"hasOwnProperty":1}',
    code: "invalid_input",
    paths: ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"].map((key) => `body.${key}`),
  },
];

/** Bodies that no endpoint takes. */
export const hostileBodies: HostileBody[] = [
  ...[...malformed, ...notUtf8, ...noObjects, ...otherTypes],
  ...[...enormous, ...structures],
];
