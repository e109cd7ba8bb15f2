import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TemporaryDirectory } from '../support/temporary-directory.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin', import.meta.url));

/** What the built program is made from. */
const SOURCES = [
  'src/main.ts',
  'src/store/open.ts',
  'package-lock.json',
  'config/tooling/rolldown.config.ts',
];
const BUILT_AT = 1_700_000_000;

/** A checkout whose program says which of its forms runs; all of it is as old as the build. */
class Checkout implements Disposable {
  readonly #directory = new TemporaryDirectory();

  constructor() {
    for (const folder of ['src/store', 'dist', 'config/tooling', 'tmp']) {
      mkdirSync(this.file(folder), { recursive: true });
    }
    cpSync(LAUNCHER, this.file('bin'), { recursive: true });
    writeFileSync(this.file('package.json'), '{"type":"module"}');
    writeFileSync(this.file('dist/main.js'), `console.log('built', ...process.argv.slice(2));`);
    writeFileSync(this.file('src/main.ts'), `console.log('source' as string, ...process.argv.slice(2));`);
    for (const file of SOURCES.slice(1)) writeFileSync(this.file(file), '');
    for (const file of ['src/store', 'src', ...SOURCES, 'dist/main.js']) {
      utimesSync(this.file(file), BUILT_AT, BUILT_AT);
    }
  }

  file(name: string): string {
    return this.#directory.file(name);
  }

  async start(...args: readonly string[]): Promise<string> {
    const program = [this.file('bin/batchwatch.js'), ...args];
    const { stdout } = await promisify(execFile)(process.execPath, program, {
      env: { TMPDIR: this.file('tmp') },
    });
    return stdout.trim();
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}

describe('the launcher', () => {
  it('starts what is built, with all arguments, when no source is newer', async () => {
    using checkout = new Checkout();
    expect(await checkout.start('check', '--config', 'a b')).toBe('built check --config a b');
  });

  it('starts what is built when the source is not there', async () => {
    using checkout = new Checkout();
    for (const name of ['src', 'config', 'package-lock.json']) {
      rmSync(checkout.file(name), { recursive: true });
    }
    expect(await checkout.start()).toBe('built');
  });

  it('starts the source when nothing is built', async () => {
    using checkout = new Checkout();
    rmSync(checkout.file('dist'), { recursive: true });
    expect(await checkout.start('run')).toBe('source run');
  });

  it.for(SOURCES)('starts the source when %s is newer than what is built', async (changed) => {
    using checkout = new Checkout();
    utimesSync(checkout.file(changed), BUILT_AT + 1, BUILT_AT + 1);
    expect(await checkout.start()).toBe('source');
  });

  it('starts the source when one of its files was deleted after the build', async () => {
    using checkout = new Checkout();
    rmSync(checkout.file('src/store/open.ts'));
    expect(await checkout.start()).toBe('source');
  });

  it('keeps compiled code beside the program, never in the temporary directory', async () => {
    using checkout = new Checkout();
    await checkout.start();
    expect(existsSync(checkout.file('node_modules/.cache/compiled'))).toBe(true);
    expect(existsSync(checkout.file('tmp/node-compile-cache'))).toBe(false);
  });

  it('starts without a cache where none can be kept', async () => {
    using checkout = new Checkout();
    writeFileSync(checkout.file('node_modules'), 'not a folder');
    expect(await checkout.start()).toBe('built');
  });
});
