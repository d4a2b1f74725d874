import { roundsOf, waitedIn } from "./meter";

describe("round trips", () => {
  test.each([
    ["none without calls", [], 0],
    ["one for one call", [[0, 5]], 1],
    [
      "one for calls at the same time",
      [
        [0, 5],
        [1, 9],
        [4, 6],
      ],
      1,
    ],
    [
      "one each for calls after one another",
      [
        [0, 5],
        [5, 9],
        [12, 14],
      ],
      3,
    ],
    [
      "two where two wait for one",
      [
        [0, 5],
        [6, 8],
        [7, 9],
      ],
      2,
    ],
    [
      "the order of the record doesn't matter",
      [
        [6, 8],
        [0, 5],
        [7, 9],
      ],
      2,
    ],
  ])("%s", (_what, spans, rounds) => {
    expect(roundsOf(spans.map(([from = 0, until = 0]) => ({ from, until })))).toBe(rounds);
  });
});

describe("waiting", () => {
  const span = ([from = 0, until = 0]: number[]) => ({ from, until });

  test.each([
    ["is nothing without calls", [], 0],
    ["is as long as a call", [[3, 8]], 5],
    [
      "counts once what runs at the same time",
      [
        [0, 5],
        [1, 9],
        [4, 6],
      ],
      9,
    ],
    [
      "leaves out what is between",
      [
        [0, 5],
        [7, 9],
      ],
      7,
    ],
    [
      "is the same in whatever order calls are told",
      [
        [7, 9],
        [0, 5],
      ],
      7,
    ],
  ])("%s", (_, spans: number[][], waited) => expect(waitedIn(spans.map(span))).toBe(waited));
});
