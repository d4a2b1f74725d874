// Runs the longest suites first also where no earlier run is remembered, so that none of them runs alone at the end.
const { createRequire } = require("node:module");
const { basename, sep } = require("node:path");

// Jest's own, in the version that jest runs with.
const { default: Sequencer } = createRequire(require.resolve("jest"))("@jest/test-sequencer");

/** The longest, in order, by the names of their files; the end-to-end suites come next, and then all others. */
const longest = [
  ...["start", "budget", "operations-migrate", "redelivery", "synthesis", "mutation", "local-kill", "input-property"],
  ...["payment-crash-webhook", "matrix", "browser", "input", "coupons-orders", "content-blog", "invoice", "indexing"],
  ...["simulation", "stages", "markup-browser", "events-registration", "invoice-serial", "payment-webhook", "security"],
  ...["catalogue-projection", "content-reviews", "payment-unavailable", "users-removal", "pictures-attached"],
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
