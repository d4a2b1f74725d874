import type { Row } from "#adapters/migrations/migration";
import { type AnyEntity, everyEntity, noting } from "./entities";
import { recording, recordings } from "./rows";

jest.mock("electrodb", () => noting(jest.requireActual("electrodb")));

let entities: Map<string, AnyEntity>;
let inTodaysShape: (row: Row) => Row;
beforeAll(async () => {
  Object.assign(process.env, { TABLE_NAME: "app", AWS_REGION: "us-east-1", MEDIA_URL: "http://localhost" });
  entities = await everyEntity();
  ({ inTodaysShape } = await import("#adapters/shape"));
});

const records = recordings().map((name) => ({ name, ...recording(name) }));

/** Written by the runner, or only when something goes wrong in a way that a history can't wait for. */
const unrecorded = ["migration"];

const typeOf = (value: unknown): string => {
  if (value instanceof Set) return "set";
  return Array.isArray(value) ? "list" : typeof value === "object" ? "map" : typeof value;
};

interface Attribute {
  type: string | readonly string[];
  required?: boolean;
}

/** What an entity says of its attributes, and those that its keys are made of: some stand in the key only. */
function modelOf(entity: AnyEntity): { attributes: [string, Attribute][]; inKeys: string[] } {
  const { attributes, indexes } = entity.schema as unknown as {
    attributes: Record<string, Attribute>;
    indexes: Record<string, { pk: { composite: string[] }; sk?: { composite: string[] } }>;
  };
  return {
    attributes: Object.entries(attributes),
    inKeys: Object.values(indexes).flatMap(({ pk, sk }) => [...pk.composite, ...(sk?.composite ?? [])]),
  };
}

/** What today's code would miss in a row, or take for something else. */
function faultsOf(row: Row): string[] {
  const name = String(row.__edb_e__);
  const entity = entities.get(name);
  if (!entity) return [`${name}: nobody knows such rows`];
  const read = entity.parse({ Item: row }).data as Row | null;
  if (!read) return [`${name}: isn't read`];
  const { attributes, inKeys } = modelOf(entity);
  const faults = attributes.flatMap(([attribute, { type, required }]) => {
    const value = row[attribute];
    if (value === undefined) return required && !inKeys.includes(attribute) ? [`${name}.${attribute} is missing`] : [];
    if (Array.isArray(type)) return type.includes(value) ? [] : [`${name}.${attribute} is ${value}`];
    return type === "any" || type === typeOf(value) ? [] : [`${name}.${attribute} is a ${typeOf(value)}`];
  });
  return [...faults, ...misplaced(entity, read, row)];
}

/** Where today's code would look for it, if that is another place. */
function misplaced(entity: AnyEntity, read: Row, row: Row): string[] {
  // What a list's place is made of stands in the key only.
  if (row.__edb_e__ === "listing") return [];
  const { Key } = entity.get(read).params<{ Key: Row }>();
  return Key.pk === row.pk && Key.sk === row.sk ? [] : [`${row.__edb_e__}: is looked for at ${Key.pk} ${Key.sk}`];
}

describe.each(records)("rows of $name", ({ rows }) => {
  it("are what today's code takes them for, at the keys where it looks for them", () => {
    const named = rows.filter(({ __edb_e__ }) => __edb_e__ !== undefined);
    expect([...new Set(named.map(inTodaysShape).flatMap(faultsOf))]).toEqual([]);
  });

  it("would not do without the check: each kind is missed when an attribute is", () => {
    const users = rows.filter(({ __edb_e__ }) => __edb_e__ === "user");
    expect(users.flatMap(({ email, ...rest }) => faultsOf(rest))).toContain("user.email is missing");
    expect(users.flatMap((row) => faultsOf({ ...row, role: "owner" }))).toContain("user.role is owner");
    expect(users.flatMap((row) => faultsOf({ ...row, pk: "person#1" }))[0]).toContain("is looked for at user#");
  });
});

test("every kind of row is on record; of a new one, npm run record:rows makes a record", () => {
  const recorded = records.flatMap(({ rows }) => rows.map(({ __edb_e__ }) => String(__edb_e__)));
  const missing = [...entities.keys()].filter((name) => !recorded.includes(name));
  expect(missing).toEqual(unrecorded);
  expect(entities.size).toBeGreaterThan(50);
});

test("the record of the release before has rows that only a migration makes whole", () => {
  const courses = records[0]?.rows.filter(({ __edb_e__ }) => __edb_e__ === "course") ?? [];
  expect(courses.flatMap(faultsOf)).toContain("course.lesson_count is missing");
});
