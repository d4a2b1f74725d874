// Runs the longest suites first also where no earlier run is remembered, so that none of them runs alone at the end.
const { createRequire } = require("node:module");
const { basename, sep } = require("node:path");

// Jest's own, in the version that jest runs with.
const { default: Sequencer } = createRequire(require.resolve("jest"))("@jest/test-sequencer");

/** The longest, in order, by the names of their files; the end-to-end suites come next, and then all others. */
const longest = [
  ...["input-property", "payment-crash-sweep", "payment-crash-order", "payment-crash-webhook", "payment-crash-verify"],
  ...["payment-crash-stream", "payment-crash-register", "payment-crash-free", "payment-crowd", "mutation"],
  ...["catalogue-slugs", "budget", "output", "indexing", "browser", "catalogue-model", "payment-cards"],
  ...["catalogue-life", "payment-twice", "content-reviews", "quiz-once", "content-blog", "catalogue-projection"],
];

function guess(path) {
  const place = longest.indexOf(basename(path, ".test.ts"));
  if (place >= 0) return 1_000 * (100 - place);
  return path.includes(`${sep}e2e${sep}`) ? 10_000 : 1_000;
}

module.exports = class LongestFirst extends Sequencer {
  /** Milliseconds. */
  time(test) {
    return super.time(test) ?? guess(test.path);
  }
};
