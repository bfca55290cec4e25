// Writes `N passed, N failed` to the file that SLUICE_TEST_COUNTS names: for scripts, which must not read prose back.
// A test file that could not run at all counts as one failure.
const { writeFileSync } = require('node:fs');

module.exports = class CountsReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.SLUICE_TEST_COUNTS;
    if (file === undefined) return;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    writeFileSync(file, `${results.numPassedTests} passed, ${failed} failed\n`);
  }
};
