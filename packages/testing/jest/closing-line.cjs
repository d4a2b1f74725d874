// Prints one machine-readable last line, so that a run without tests can't look green.
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites, numPendingTests: skipped } = results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    this.empty = passed + failed === 0;
    // Jest prints its summary after every reporter has finished: only the exit comes later.
    process.once("exit", () =>
      process.stderr.write(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}\n`),
    );
  }
  getLastError() {
    return this.empty ? new Error("no test was executed") : undefined;
  }
};
