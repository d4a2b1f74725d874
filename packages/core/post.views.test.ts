import { dayOf } from "./day";

let networkOf: typeof import("./post.views").networkOf;
beforeAll(async () => {
  process.env.TABLE_NAME = "app";
  ({ networkOf } = await import("./post.views"));
});

test.each([
  ["198.51.100.7", "198.51.100.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:DB8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["2001:0db8:0001:0002::", "2001:db8:1:2"],
])("%s is of the network %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("a day begins at midnight in India", () => {
  expect(["2026-11-22T18:29:59.999Z", "2026-11-22T18:30:00.000Z"].map((at) => dayOf(new Date(at)))).toEqual([
    ...["2026-11-22", "2026-11-23"],
  ]);
});
