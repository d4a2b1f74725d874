import { recordFilter } from "./filters";

const record = {
  eventName: "INSERT",
  dynamodb: { NewImage: { kind: { S: "order#paid" }, total: { N: "5" } }, SizeBytes: 40 },
};

describe("record filters", () => {
  it.each<[string, object, boolean]>([
    ["an exact value", { eventName: ["INSERT"] }, true],
    ["another value", { eventName: ["MODIFY", "REMOVE"] }, false],
    ["nested values", { dynamodb: { NewImage: { kind: { S: ["order#paid"] } } } }, true],
    ["a missing path", { dynamodb: { OldImage: { kind: { S: ["order#paid"] } } } }, false],
    ["a prefix", { dynamodb: { NewImage: { kind: { S: [{ prefix: "order#" }] } } } }, true],
    ["a suffix", { dynamodb: { NewImage: { kind: { S: [{ suffix: "#paid" }] } } } }, true],
    ["another case", { eventName: [{ "equals-ignore-case": "insert" }] }, true],
    ["existence", { dynamodb: { NewImage: { kind: { S: [{ exists: true }] } } } }, true],
    ["absence", { dynamodb: { OldImage: { kind: { S: [{ exists: false }] } } } }, true],
    ["absence of what is there", { eventName: [{ exists: false }] }, false],
    ["anything but", { eventName: [{ "anything-but": ["REMOVE"] }] }, true],
    ["anything but itself", { eventName: [{ "anything-but": "INSERT" }] }, false],
    ["anything but a prefix", { eventName: [{ "anything-but": { prefix: "INS" } }] }, false],
    ["a range", { dynamodb: { SizeBytes: [{ numeric: [">", 0, "<=", 40] }] } }, true],
    ["outside of a range", { dynamodb: { SizeBytes: [{ numeric: ["<", 40] }] } }, false],
    [
      "numbers in images, which are texts",
      { dynamodb: { NewImage: { total: { N: [{ numeric: ["=", 5] }] } } } },
      false,
    ],
    ["all of several fields", { eventName: ["INSERT"], dynamodb: { SizeBytes: [41] } }, false],
    ["one of several rules", { eventName: ["REMOVE", { prefix: "IN" }] }, true],
  ])("%s", (_name, pattern, expected) => {
    expect(recordFilter([JSON.stringify(pattern)])(record)).toBe(expected);
  });

  it("takes all records without patterns, and those that match any of them", () => {
    expect(recordFilter([])(record)).toBe(true);
    expect(recordFilter(['{"eventName":["REMOVE"]}', '{"eventName":["INSERT"]}'])(record)).toBe(true);
  });

  it("refuses a rule that it doesn't know", () => {
    expect(() => recordFilter(['{"eventName":[{"cidr":"10.0.0.0/8"}]}'])).toThrow("isn't supported locally");
  });
});
