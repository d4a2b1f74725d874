import type { EndpointCost } from "./endpoints";
import { withEndpoints } from "./report";

const cost = (name: string): EndpointCost => ({
  ...{ name, kept: [], rounds: 1, stripe: 0 },
  calls: [{ n: 1, service: "dynamodb", action: "Query", units: { read: 0.5, write: 0 } }],
});

const page = `# Benchmarks

## Endpoints

Each with a believable request.

| endpoint | DynamoDB |
| -------- | -------- |
| old.one  | Scan     |

## Functions

| function | calls |
| -------- | ----- |
| meta     | –     |
`;

test("other endpoints take the place of those of before, and nothing else is touched", () => {
  const changed = withEndpoints(page, [cost("courses.list"), cost("courses.bySlug")]);
  expect(changed).toMatch(/\| courses\.list +\| Query/);
  expect(changed).not.toContain("old.one");
  const around = (text: string) => [text.split("| endpoint")[0], text.split("## Functions")[1]];
  expect(around(changed)).toEqual(around(page));
});

describe("of round trips that were seen before", () => {
  const measured = (rounds: number) => [{ ...cost("courses.list"), rounds }];
  const tripsIn = (text: string) => /courses\.list +\|[^|]+\| (\d+) +\|/.exec(text)?.[1];
  const twice = (first: EndpointCost[], second: EndpointCost[]) =>
    tripsIn(withEndpoints(withEndpoints(page, first), second));

  test("the fewer stay, when calls and units are the same", () => {
    expect(twice(measured(1), measured(3))).toBe("1");
    expect(twice(measured(3), measured(1))).toBe("1");
  });

  test("none stay, when other calls are made", () => {
    const [changed] = measured(3);
    if (!changed) throw new Error("nothing was measured");
    const other = { ...changed, calls: [...changed.calls, ...changed.calls] };
    expect(twice(measured(1), [other])).toBe("3");
  });
});
