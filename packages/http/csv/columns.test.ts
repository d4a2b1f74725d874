import * as z from "zod/mini";
import { maybe, pageOf } from "#contract/fields";
import { tableOf } from "./columns";

const row = z.object({
  id: z.string(),
  buyer: z.object({ name: z.string(), tags: z.array(z.string()) }),
  address: maybe(z.strictObject({ city: z.string(), street: z.optional(z.string()) })),
  detail: z.record(z.string(), z.unknown()),
});

test("nested fields are columns after the path that leads to them", () => {
  const { noun, header } = tableOf(pageOf("orders", row));
  expect([noun, header]).toEqual([
    "orders",
    ["id", "buyer.name", "buyer.tags", "address.city", "address.street", "detail"],
  ]);
});

test("each row has a cell for each column, whatever of it is missing", () => {
  const { cells } = tableOf(pageOf("orders", row));
  const buyer = { name: "Asha", tags: ["a", "b"] };
  expect(cells({ id: "1", buyer, address: null, detail: { a: 1 } })).toEqual(["1", "Asha", "a; b", "", "", '{"a":1}']);
  expect(cells({ id: "1", buyer, address: { city: "Pune" } })).toEqual(["1", "Asha", "a; b", "Pune", "", ""]);
});

test("what isn't a list has no table", () => {
  expect(() => tableOf(z.object({ user: row }))).toThrow("only a list");
});
