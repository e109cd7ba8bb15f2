import { writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { findPostgres } from '../support/postgres/find-postgres.ts';
import { isOnPostgres } from '../support/store/store-place.ts';
import { storesInMemory } from '../support/stores-in-memory.ts';
import { builtProgram } from './built-program.ts';
import type { Effort, Outcome, Proof } from './proof.ts';
import { PROOFS } from './proofs.ts';

/**
 * `npm run prove [-- --quick] [--seed N] [--only P1,P5] [--except P9] [--report FILE]`: puts each promise to the proof,
 * prints the seed and one table, and the first counter-example of each promise that does not hold; exits with 1 then.
 * `STORE=postgres` runs those that can run over it.
 * `--report FILE` also writes how many hold, in the words of the test runner's report.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string' },
    only: { type: 'string' },
    except: { type: 'string', default: '' },
    report: { type: 'string' },
  },
});
// Quick proofs are a test of each change: what fails there is to fail again at the next look.
const seed = Number(values.seed ?? (values.quick ? 1 : Date.now() % 1_000_000));
const possible = isOnPostgres ? PROOFS.filter(({ isOverBoth }) => isOverBoth) : PROOFS;
const excepted = values.except.split(',').filter((id) => id !== '');
const chosen = values.only?.split(',') ?? possible.map(({ id }) => id);
const wanted = chosen.filter((id) => !excepted.includes(id));
const unknown = [...chosen, ...excepted].filter((id) => possible.every((proof) => proof.id !== id));
if (!Number.isSafeInteger(seed) || unknown.length > 0) {
  const ids = possible.map(({ id }) => id).join(',');
  process.stderr.write(
    `usage: npm run prove -- [--quick] [--seed NUMBER] [--only ${ids}] [--except ${ids}] [--report FILE]\n`,
  );
  process.exit(64);
}

Object.assign(process.env, storesInMemory);
// The threads of the proofs load much of what is loaded here.
flushCompileCache();
const mode = values.quick ? 'quick' : 'full';
const begun = performance.now();
process.stderr.write(`${mode}, seed ${seed}\n`);
const program = await builtProgram();
const rows: Row[] = [];
for (const proof of possible) {
  if (!wanted.includes(proof.id)) continue;
  const say = (progress: string) => void process.stderr.write(`${proof.id}: ${progress}\n`);
  say(`${proof.what} …`);
  rows.push(await prove(proof, { mode, seed, program, say }));
}
process.stdout.write(`${formatTable(rows)}\n\n${formatCounterExamples(rows)}${circumstances()}\n`);
const success = rows.every(({ outcome }) => outcome.held);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(reportOf(rows)));
process.exit(success ? 0 : 1);

interface Row {
  proof: Proof;
  outcome: Outcome;
  seconds: number;
}

async function prove(proof: Proof, effort: Effort): Promise<Row> {
  const started = performance.now();
  const outcome = await outcomeOf(proof, effort);
  const seconds = Math.round((performance.now() - started) / 1000);
  effort.say(`${outcome.held ? 'holds' : 'DOES NOT HOLD'} after ${seconds} s: ${outcome.reached}`);
  return { proof, outcome, seconds };
}

/** The other proofs are worth having although one is broken. */
async function outcomeOf(proof: Proof, effort: Effort): Promise<Outcome> {
  try {
    return await proof.run(effort);
  } catch (error) {
    const counterExample = error instanceof Error ? error.stack : String(error);
    return { held: false, reached: 'the proof itself is broken', counterExample };
  }
}

/** A table in Markdown, ready for the documents. */
function formatTable(all: readonly Row[]): string {
  const lines = all.map(({ proof, outcome, seconds }) => [
    proof.id,
    proof.what,
    proof.goal,
    outcome.reached,
    outcome.held ? 'yes' : '**NO**',
    `${seconds} s`,
  ]);
  const head = ['#', 'what', 'goal', 'reached', 'holds', 'took'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function formatCounterExamples(all: readonly Row[]): string {
  return all
    .filter(({ outcome }) => outcome.counterExample !== undefined)
    .map(({ proof, outcome }) => `${proof.id}, counter-example: ${outcome.counterExample ?? ''}\n\n`)
    .join('');
}

function reportOf(all: readonly Row[]) {
  const numPassedTests = all.filter(({ outcome }) => outcome.held).length;
  return { numPassedTests, numFailedTests: all.length - numPassedTests, numPendingTests: 0 };
}

function circumstances(): string {
  const cores = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const machine = `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`;
  const engine = isOnPostgres ? `PostgreSQL ${findPostgres().version}, ` : '';
  return `${date}, ${mode}, seed ${seed}, ${engine}${machine}; ${seconds} s in all`;
}
