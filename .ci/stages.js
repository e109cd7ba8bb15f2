import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Runs every stage, also after one that failed. Prints what each took, and one line that sums up.
const directory = mkdtempSync(join(tmpdir(), 'batchwatch-ci-'));
const vitest = (report) => ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const proofs =
  (...options) =>
  (report) => ['--', '--quick', '--report', report, ...options];
// Node keeps here what it compiled, and TypeScript without its types: for the launcher, the tests and the proofs.
process.env.NODE_COMPILE_CACHE = join(import.meta.dirname, '../node_modules/.cache/compiled');
// Once, before the stages that start the program: none of them builds what is built.
execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });
// Leaves compiled code for all starts after it, for a process that a proof kills leaves none. The demo loads the most.
const demo = spawn('node', ['bin/batchwatch.js', 'demo', ...anyPort('listen', 'mailbox', 'smtp')]);
await once(demo.stdout, 'data');
demo.kill();
await once(demo, 'exit');
// The proofs mostly wait for processes, and an installation for the network: beside the rest they use all cores.
const proving = inBackground('npm run prove', proofs('--except', 'P9'));
const installing = inBackground('.ci/install-programs');
const stages = [await inView('npm run check'), await inView('npm run test', vitest)];
stages.push(await inView('npm run test:postgres', vitest));
stages.push(await installing, await inView('npm run test:e2e', vitest), await proving);
// P9 judges how long three processes pause. Beside six others that want the cores, they would pause for these.
stages.push(await inView('npm run prove', proofs('--only', 'P9')));
rmSync(directory, { recursive: true });

// What failed is said again at the end: the rest of the output is long, and may be cut.
for (const { report } of stages) for (const failure of failures(report)) console.log(failure);
for (const { command, seconds, report } of stages)
  console.log(`${command}: ${seconds} s, ${inWords(report)}`);
const sum = (key) => stages.reduce((total, { report }) => total + report[key], 0);
const [passed, failed, skipped] = ['numPassedTests', 'numFailedTests', 'numPendingTests'].map(sum);
console.log(inWords({ numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped }));
process.exitCode = failed > 0 ? 1 : 0;

function anyPort(...options) {
  return options.flatMap((option) => [`--${option}`, '127.0.0.1:0']);
}

/** Runs a stage and prints its output as it comes. */
async function inView(command, options) {
  return await run(command, { options, stdio: 'inherit' });
}

/** Runs a stage beside others, and prints its output in one piece at its end. */
async function inBackground(command, options) {
  const file = fileOf(command, 'txt');
  const output = openSync(file, 'w');
  const stage = await run(command, { options, stdio: ['ignore', output, output] });
  closeSync(output);
  process.stdout.write(readFileSync(file));
  return stage;
}

async function run(command, { options, stdio }) {
  const file = fileOf(command, 'json');
  const [program, ...words] = command.split(' ');
  const begun = performance.now();
  const child = spawn(program, [...words, ...(options?.(file) ?? [])], { stdio });
  const [status] = await once(child, 'exit');
  const seconds = Math.round((performance.now() - begun) / 1000);
  // A stage without tests counts as one.
  const report = options === undefined ? counts(status === 0 ? 1 : 0, 0) : read(file);
  // What stopped a stage before or beside its tests counts as one that failed.
  if (status !== 0 && report.numFailedTests === 0) report.numFailedTests = 1;
  return { command, seconds, report };
}

function fileOf(command, extension) {
  return join(directory, `${command.replaceAll(/\W+/g, '-')}.${extension}`);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return counts(0, 1);
  }
}

/** The failed tests of a report by Vitest, each with its file and the first lines of its message. */
function failures({ testResults = [] }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    // A file that could not be read has no tests.
    if (failed.length === 0) return message ? [inLines(name, message)] : [];
    return failed.map((one) => inLines(`${name}: ${one.fullName}`, one.failureMessages.join('\n')));
  });
}

function inLines(title, message) {
  const lines = message.split('\n', 12).map((line) => `    ${line.slice(0, 300)}`);
  return [`FAILED ${title}`, ...lines].join('\n');
}

function counts(numPassedTests, numFailedTests) {
  return { numPassedTests, numFailedTests, numPendingTests: 0 };
}

function inWords({ numPassedTests, numFailedTests, numPendingTests }) {
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  return `${numPassedTests} passed, ${numFailedTests} failed${skipped}`;
}
