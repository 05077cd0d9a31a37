// Prints `N passed, N failed` from vitest's JSON report. A test file that could not even be loaded counts as one failure,
// and so does a report that was never written.
import { readFileSync } from "node:fs";

console.log(summary(process.argv[2]));

function summary(path) {
  let report;
  try {
    report = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return "0 passed, 1 failed";
  }
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return `${report.numPassedTests} passed, ${report.numFailedTests + broken.length} failed`;
}
