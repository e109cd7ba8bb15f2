import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Runs all that tests, also after a failure; prints what each took, and one line that sums up.
const directory = mkdtempSync(join(tmpdir(), 'batchwatch-ci-'));
const vitest = (report) => ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
// The proofs mostly wait for processes: beside the tests they use all cores. Neither builds again what is built.
execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });
const said = join(directory, 'prove.txt');
const output = openSync(said, 'w');
const prove = run('prove', (report) => ['--quick', '--report', report], ['ignore', output, output]);
const stages = [await run('test', vitest), await run('test:e2e', vitest), await prove];
closeSync(output);
// The proofs' own words, in one piece.
process.stdout.write(readFileSync(said));
rmSync(directory, { recursive: true });

for (const { script, seconds, report } of stages)
  console.log(`npm run ${script}: ${seconds} s, ${inWords(report)}`);
const sum = (key) => stages.reduce((total, { report }) => total + report[key], 0);
const [passed, failed, skipped] = ['numPassedTests', 'numFailedTests', 'numPendingTests'].map(sum);
console.log(inWords({ numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped }));
process.exitCode = failed > 0 ? 1 : 0;

async function run(script, options, stdio = 'inherit') {
  const file = join(directory, `${script.replace(':', '-')}.json`);
  const begun = performance.now();
  const child = spawn('npm', ['run', script, '--', ...options(file)], { stdio });
  const [status] = await once(child, 'exit');
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
