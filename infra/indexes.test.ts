import { outdir } from "#testing/platform";
import { templateIn } from "#testing/template";
import { indexesOf, indexFaults } from "#testing/template/indexes";
import { Resources } from "#testing/template/resources";
import record from "./indexes.json";

const [gsi1, gsi2] = ["gsi1pk gsi1sk ALL", "gsi2pk gsi2sk ALL"];
const first = { release: "1", indexes: { gsi1 } };

test("the template's indexes are those on record, where each release changes one", () => {
  expect(indexFaults(record, indexesOf(new Resources(templateIn(outdir))))).toEqual([]);
});

test("one more in a release is fine, and one less in the next", () => {
  const more = { release: "2", indexes: { gsi1, gsi2 } };
  const less = { release: "3", indexes: { gsi2 } };
  expect(indexFaults([first, more, less], { gsi2 })).toEqual([]);
});

test("one that isn't on record is told of", () => {
  expect(indexFaults([first], { gsi1, gsi2 })).toEqual(["not on record in infra/indexes.json: +gsi2"]);
  expect(indexFaults([first], {})).toEqual(["not on record in infra/indexes.json: -gsi1"]);
});

test("two in one release are refused", () => {
  const swapped = { release: "2", indexes: { gsi2 } };
  expect(indexFaults([first, swapped], { gsi2 })).toEqual(["2 changes -gsi1 +gsi2: one at a time"]);
});

test("another key or projection under the same name is two changes, and refused", () => {
  const narrowed = { release: "2", indexes: { gsi1: "gsi1pk gsi1sk KEYS_ONLY" } };
  expect(indexFaults([first, narrowed], narrowed.indexes)).toEqual(["2 changes -gsi1 +gsi1: one at a time"]);
});

test("a release that changes none needs no entry", () => {
  expect(indexFaults([first, { ...first, release: "2" }], { gsi1 })).toEqual(["2 changes nothing: one at a time"]);
});
