import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Store } from '../../../../src/store/store.ts';
import { registerTarget, targetIdentities } from '../../../../src/store/jobs/targets.ts';
import { PostgresStore } from '../../../support/postgres/postgres-store.ts';

const WRITER = fileURLToPath(new URL('../../../support/postgres/slow-writer.ts', import.meta.url));

/** A process of its own that writes, and is frozen in the middle. */
class SlowWriter implements AsyncDisposable {
  readonly #child;
  readonly #lines;
  readonly #ended;

  constructor(url: string) {
    this.#child = spawn(process.execPath, [WRITER, url], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#ended = once(this.#child, 'close');
  }

  async line(): Promise<string | undefined> {
    const { value } = await this.#lines.next();
    return value;
  }

  letCommit(): void {
    this.#child.stdin.write('commit\n');
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

async function namesIn(store: Store): Promise<string[]> {
  return (await store.read((db) => targetIdentities(db))).map(({ name }) => name);
}

it('a process that is frozen in a transaction holds up nobody, keeps nothing of it, and begins again', async () => {
  await using postgres = await PostgresStore.start();
  await using frozen = new SlowWriter(postgres.url);
  expect(await frozen.line()).toBe('written');
  frozen.signal('SIGSTOP');

  // A writer waits for ten seconds at most. The database ends the other transaction before.
  await postgres.store.write((trx) =>
    registerTarget(trx, { name: 'other', bucket: '', region: '', scope: '' }),
  );
  expect(await namesIn(postgres.store)).toEqual(['other']);

  frozen.letCommit();
  frozen.signal('SIGCONT');
  expect(await frozen.line()).toMatch(/^store-(busy|unreachable)$/);
  expect(await frozen.line()).toBe('written');
  frozen.letCommit();
  expect(await frozen.line()).toBe('committed');
  expect((await namesIn(postgres.store)).toSorted()).toEqual(['other', 'try 2']);
});
