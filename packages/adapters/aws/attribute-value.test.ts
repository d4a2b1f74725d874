import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { fromWire, rowFromWire, rowToWire, toWire } from "./attribute-value";

/** As the SDK puts it into JSON, where bytes are base64. */
const onTheWire = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, one: unknown) => (one instanceof Uint8Array ? Buffer.from(one).toString("base64") : one)),
  );

const bytes = fc.uint8Array({ minLength: 1 });
const number = fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, min: -1e15, max: 1e15 }));
const big = fc.bigInt(2n ** 60n, 2n ** 90n);
const many = { minLength: 1, maxLength: 4 };
const set = fc.oneof(
  fc.uniqueArray(fc.string(), many).map((all) => new Set(all)),
  fc.uniqueArray(number, many).map((all) => new Set(all)),
  fc.uniqueArray(bytes, many).map((all) => new Set(all)),
);
const leaf = fc.oneof(fc.string(), number, big, fc.boolean(), fc.constant(null), bytes, set);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(fc.oneof(tie("value"), fc.constant(undefined)), { maxLength: 4 }),
    fc.dictionary(fc.string(), fc.oneof(tie("value"), fc.constant(undefined)), { maxKeys: 4 }),
  ),
}));
const row = fc.dictionary(fc.string(), value, { maxKeys: 6 });

test("rows are written as the SDK writes them, and read as it reads them", () => {
  fc.assert(
    fc.property(row, (given) => {
      const theirs = marshall(given, { removeUndefinedValues: true });
      const wire = rowToWire(given);
      expect(onTheWire(wire)).toEqual(onTheWire(theirs));
      expect(onTheWire(rowToWire(rowFromWire(wire)))).toEqual(onTheWire(marshall(unmarshall(theirs))));
    }),
    { numRuns: 300 },
  );
});

test("bytes come back as bytes, whatever they were a part of", () => {
  const whole = Uint8Array.from([1, 2, 3, 4]);
  expect(toWire(whole.subarray(1, 3))).toEqual({ B: "AgM=" });
  expect(fromWire({ B: "AgM=" })).toEqual(Buffer.from([2, 3]));
  expect(fromWire({ BS: ["AgM="] })).toEqual(new Set([Buffer.from([2, 3])]));
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, new Date(0), new Set(), new Set([true]), Symbol("no")])(
  "neither takes %p",
  (given) => {
    expect(() => marshall({ given }, { removeUndefinedValues: true })).toThrow();
    expect(() => rowToWire({ given })).toThrow();
  },
);

test("what is of no known type isn't guessed at", () => {
  expect(() => fromWire({ X: 1 })).toThrow("no type that is known");
  expect(() => fromWire({})).toThrow("no type that is known");
});
