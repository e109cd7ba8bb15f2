import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Runs all that tests, one after the other, also after a failure; prints what each took, and one line that sums up.
const directory = mkdtempSync(join(tmpdir(), 'batchwatch-ci-'));
const vitest = (report) => ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const stages = [
  run('test', vitest),
  run('test:e2e', vitest),
  run('prove', (report) => ['--quick', '--report', report]),
];
rmSync(directory, { recursive: true });

for (const { script, seconds, report } of stages)
  console.log(`npm run ${script}: ${seconds} s, ${inWords(report)}`);
const sum = (key) => stages.reduce((total, { report }) => total + report[key], 0);
const [passed, failed, skipped] = ['numPassedTests', 'numFailedTests', 'numPendingTests'].map(sum);
console.log(inWords({ numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped }));
process.exitCode = failed > 0 ? 1 : 0;

function run(script, options) {
  const file = join(directory, `${script.replace(':', '-')}.json`);
  const begun = performance.now();
  const { status } = spawnSync('npm', ['run', script, '--', ...options(file)], { stdio: 'inherit' });
  const seconds = Math.round((performance.now() - begun) / 1000);
  const report = read(file);
  // What stopped a stage before or beside its tests counts as one that failed.
  if (status !== 0 && report.numFailedTests === 0) report.numFailedTests = 1;
  return { script, seconds, report };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 };
  }
}

function inWords({ numPassedTests, numFailedTests, numPendingTests }) {
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  return `${numPassedTests} passed, ${numFailedTests} failed${skipped}`;
}
