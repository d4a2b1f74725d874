import fc from "fast-check";
import { wrongs } from "./hostile";
import { patternsOf } from "./sample";
import { alternatives, fieldsOf, itemsOf, type WireSchema } from "./wire-schema";

/** Longer texts are the business of the boundary tests. */
const longest = 300;

const letters = [...` abcxyzABCXYZ0189_-+.,;:'"\`<>&%$#@!?/\\(){}[]|~^*=éßñ漢字हि😀🇮🇳`, "\u200d", "\n", "\t"];

/** What was made for a key before: fast-check prepares much for every arbitrary of texts, and keeps it with that one. */
function remembering<Made>(make: (key: string) => Made): (key: string) => Made {
  const made = new Map<string, Made>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

const oneOf = remembering((own) => fc.constantFrom(...JSON.parse(own)));
const matching = remembering((pattern) => fc.stringMatching(new RegExp(pattern, "u")));
const containing = remembering((pattern) => fc.stringMatching(new RegExp(`^${pattern}$`)));

const surrogates = { from: 0xd800, count: 0x800 };

/** Every character: as fast-check's own unit "binary", which makes a list of a million first. */
const character = fc.nat({ max: 0x10ffff - surrogates.count }).map(
  (place) => String.fromCodePoint(place < surrogates.from ? place : place + surrogates.count),
  (value) => {
    const [only = "", ...more] = typeof value === "string" ? value : "";
    if (!/^\P{Surrogate}$/su.test(only) || more.length > 0) throw new Error("not one character");
    const code = only.codePointAt(0) ?? 0;
    return code < surrogates.from ? code : code - surrogates.count;
  },
);

const anchored = (pattern: string): boolean => pattern.startsWith("^");

/** Texts of a pattern's own letters where it only says which these are, or how many, too; and of its form. */
function shaped(pattern: string, size: { minLength: number; maxLength: number }): fc.Arbitrary<string> {
  const whole = new RegExp(pattern, "u");
  const own = letters.filter((letter) => whole.test(letter.repeat(Math.max(size.minLength, 2))));
  if (own.length === 0) return matching(pattern);
  return fc.oneof(fc.string({ ...size, unit: oneOf(JSON.stringify(own)) }), matching(pattern));
}

/** Texts made of what each pattern asks for; whether that pleases all of them at once, the schema tells. */
function texts(schema: WireSchema): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = longest } = schema;
  const size = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, longest)) };
  const patterns = patternsOf(schema);
  const whole = patterns.filter(anchored).map((pattern) => shaped(pattern, size));
  const contained = patterns.filter((pattern) => !anchored(pattern)).map(containing);
  const base = whole.length > 0 ? fc.oneof(...whole) : fc.string(size);
  return fc.tuple(base, ...contained).map((parts) => parts.join(""));
}

const cents = ({ minimum = 0, maximum = 1e6 }: WireSchema): fc.Arbitrary<number> =>
  fc.integer({ min: minimum * 100, max: Math.min(maximum * 100, 2 ** 40) }).map((value) => value / 100);

const wholes = ({ minimum = 0, maximum = 1e6 }: WireSchema): fc.Arbitrary<number> =>
  fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31 - 1) });

function one(schema: WireSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === "integer") return wholes(schema);
  if (schema.type === "string") return texts(schema);
  if (schema.type === "number") return cents(schema);
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "null") return fc.constant(null);
  if (schema.type === "array") return fc.array(valid(itemsOf(schema)), { minLength: schema.minItems, maxLength: 3 });
  const fields = fieldsOf(schema).map(([name, field]) => [name, valid(field)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [], noNullPrototype: true });
}

/** Values that the schema takes, or nearly so: it is for the schema itself to say. */
export const valid = (schema: WireSchema): fc.Arbitrary<unknown> => fc.oneof(...alternatives(schema).map(one));

const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: character }), fc.constantFrom("__proto__", "", null, -0));

type Fields = Record<string, unknown>;

/** Objects for the schema in which one field is missing, unknown, hostile or arbitrary. */
export function nearlyValid(schema: WireSchema): fc.Arbitrary<Fields> {
  const names = fieldsOf(schema).map(([name]) => name);
  const hostile = wrongs(schema).map(({ value }) => value as Fields);
  const name = fc.oneof(...names.map((known) => fc.constant(known)), fc.string());
  const object = valid(schema) as fc.Arbitrary<Fields>;
  const changed = fc.tuple(object, name, anything).map(([fields, key, value]) => ({ ...fields, [key]: value }));
  const reduced = fc.tuple(object, name).map(([fields, key]) => ({ ...fields, [key]: undefined }));
  const spoilt = fc.tuple(object, fc.constantFrom(...hostile), name).map(([fields, wrong, key]) => {
    return typeof wrong === "object" && wrong !== null && Object.hasOwn(wrong, key)
      ? { ...fields, [key]: wrong[key] }
      : fields;
  });
  return fc.oneof(changed, reduced, spoilt);
}
