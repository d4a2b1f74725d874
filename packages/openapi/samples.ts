import type { JsonSchema } from "./schemas";

/** What a field of this name could well hold. */
const byName: Record<string, string> = {
  name: "Asha Rao",
  email: "asha@example.com",
  password: "correct horse 7",
  new_password: "battery staple 9",
  phone: "+91 98765 43210",
  title: "Data structures in TypeScript",
  slug: "data-structures-in-typescript",
  duration: "12 hours",
  language: "English",
  line1: "12 MG Road",
  city: "Pune",
  state: "Maharashtra",
  country: "India",
  pincode: "411001",
  gstin: "27AAPFU0939F1ZV",
  time: "18:30",
  timezone: "Asia/Kolkata",
  location: "Town Hall",
  code: "c1f8a4b2-9d3e-4f7a-8b6c-5d2e1f0a9b8c.Q2x4bWpJb3R5aGc3bGt6Vg",

  gender: "female",
  image_url: "https://example.com/cover.jpg",
  video_url: "https://example.com/intro.mp4",
  avatar_url: "https://example.com/asha.jpg",
  token: "6Jv0c3rXyJ9tQ2mB4sZ1Lw",
  course_id: "crs_01jd4m5n6p",
  file: "init.js",
  n: "3",
  part: "courses-2026-11.xml",
  picture: "original.jpg",
};

/** What a text could hold whose name says nothing: an id of the pattern's prefix, or any text at all. */
function anyText(patterns: readonly RegExp[]): string[] {
  const prefixes = patterns.flatMap(({ source }) => /^\^([a-z]+)_/.exec(source)?.[1] ?? []);
  return [
    ...prefixes.map((prefix) => `${prefix}_01jd4m5n6p`),
    "text",
    "crs_01jd4m5n6p",
    "https://example.com",
    "492039",
  ];
}

function patternsOf({ pattern, allOf }: JsonSchema): RegExp[] {
  const nested = (allOf ?? []).flatMap((part) => (typeof part === "object" ? patternsOf(part) : []));
  return [...(pattern === undefined ? [] : [new RegExp(pattern, "u")]), ...nested];
}

function sampleFor(schema: JsonSchema, name: string): string | undefined {
  const patterns = patternsOf(schema);
  if (patterns.length === 0) return undefined;
  const candidates = [...(byName[name] ? [byName[name]] : []), ...anyText(patterns)];
  return candidates.find(
    (text) => patterns.every((pattern) => pattern.test(text)) && text.length >= (schema.minLength ?? 0),
  );
}

/**
 * The schema with an example for each text that has a pattern: readers of the document would otherwise see one made up
 * from the pattern, which is noise.
 */
export function sampled(schema: JsonSchema, name = ""): JsonSchema {
  const { properties, anyOf, items } = schema;
  const sample = schema.type === "string" ? sampleFor(schema, name) : undefined;
  const fields = Object.entries(properties ?? {}).map(([key, field]) => [
    key,
    typeof field === "object" ? sampled(field, key) : field,
  ]);
  return {
    ...schema,
    ...(sample === undefined ? {} : { examples: [sample] }),
    ...(properties ? { properties: Object.fromEntries(fields) } : {}),
    ...(anyOf ? { anyOf: anyOf.map((part) => sampled(part, name)) } : {}),
    ...(typeof items === "object" && !Array.isArray(items) ? { items: sampled(items, name) } : {}),
  };
}
