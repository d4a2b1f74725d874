import { randomInt } from "node:crypto";
import { type Fields, isRecord } from "#local/cognito/fields";

const classes = [
  { characters: "abcdefghijklmnopqrstuvwxyz", excludedBy: "ExcludeLowercase" },
  { characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", excludedBy: "ExcludeUppercase" },
  { characters: "0123456789", excludedBy: "ExcludeNumbers" },
  { characters: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", excludedBy: "ExcludePunctuation" },
];

/** A secret's first value as `GenerateSecretString` asks for it: a password, alone or within the template's JSON. */
export function generateSecret(settings: Fields): string {
  const password = generatePassword(settings);
  const template = settings.optionalText("SecretStringTemplate");
  if (template === undefined) return password;
  const object: unknown = JSON.parse(template);
  if (!isRecord(object)) throw new Error("SecretStringTemplate is not a JSON object");
  return JSON.stringify({ ...object, [settings.text("GenerateStringKey")]: password });
}

function generatePassword(settings: Fields): string {
  const alphabets = alphabetsOf(settings);
  const length = settings.number("PasswordLength") ?? 32;
  const requireEach = settings.flag("RequireEachIncludedType") ?? true;
  const required = requireEach ? alphabets.map(pick) : [];
  const rest = Array.from({ length: Math.max(0, length - required.length) }, () => pick(alphabets.join("")));
  return shuffled([...required, ...rest])
    .slice(0, length)
    .join("");
}

function alphabetsOf(settings: Fields): string[] {
  const included = classes.filter(({ excludedBy }) => !settings.flag(excludedBy)).map(({ characters }) => characters);
  if (settings.flag("IncludeSpace")) included.push(" ");
  const excluded = settings.optionalText("ExcludeCharacters") ?? "";
  const alphabets = included.map((characters) => [...characters].filter((one) => !excluded.includes(one)).join(""));
  const usable = alphabets.filter((characters) => characters !== "");
  if (usable.length === 0) throw new Error("GenerateSecretString excludes every character");
  return usable;
}

function pick(alphabet: string): string {
  return alphabet.charAt(randomInt(alphabet.length));
}

function shuffled(characters: string[]): string[] {
  return characters
    .map((character) => ({ character, order: randomInt(2 ** 32) }))
    .sort((left, right) => left.order - right.order)
    .map(({ character }) => character);
}
