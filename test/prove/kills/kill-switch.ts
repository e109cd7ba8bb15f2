import { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoreMoment } from './kill-point.ts';

/**
 * Preloaded into the program (`node --import`): kills its own process right before or right after the commit
 * of a transaction in which a certain statement ran. `KILL_AT` holds the moment as JSON. The program knows
 * nothing of it.
 */
const { ran, side, time } = JSON.parse(process.env['KILL_AT'] ?? '{}') as StoreMoment;
const wanted = new RegExp(ran);
let isInTransaction = false;
let hasRun = false;
let commits = 0;

watchMethod(DatabaseSync.prototype, 'exec', (_database, sql) => String(sql));
watchMethod(StatementSync.prototype, 'run', ({ sourceSQL }) => sourceSQL);
watchMethod(StatementSync.prototype, 'all', ({ sourceSQL }) => sourceSQL);

function watchMethod<Self extends object>(
  prototype: Self,
  name: keyof Self,
  sqlOf: (self: Self, firstArgument: unknown) => string,
): void {
  const original = prototype[name] as (this: Self, ...args: unknown[]) => unknown;
  const watched = function (this: Self, ...args: unknown[]): unknown {
    return watch(sqlOf(this, args[0]).trim(), () => original.apply(this, args));
  };
  Object.assign(prototype, { [name]: watched });
}

/** A statement outside a transaction is its own commit. */
function watch<Result>(sql: string, run: () => Result): Result {
  // The store's lock is a transaction of its own (BEGIN EXCLUSIVE) that never ends.
  if (/^begin immediate/i.test(sql)) isInTransaction = true;
  const isWanted = wanted.test(sql);
  const isEnd = /^(commit|rollback)/i.test(sql);
  if (isInTransaction && !isEnd) {
    const result = run();
    if (isWanted && !changedNothing(result)) hasRun = true;
    return result;
  }
  const isCommit = /^commit/i.test(sql) ? hasRun : isWanted;
  isInTransaction = false;
  hasRun = false;
  if (isCommit) commits += 1;
  const isTheOne = isCommit && commits === time;
  if (isTheOne && side === 'before') die();
  const result = run();
  if (isTheOne) die();
  return result;
}

/** A pruning that finds nothing to prune is none. */
function changedNothing(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'changes' in result && Number(result.changes) === 0;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: the process was killed');
}
