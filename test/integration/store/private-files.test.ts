import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openResources } from '../../../src/app/resources.ts';
import { Cleanups } from '../../../src/platform/cleanups.ts';
import { createLogger } from '../../../src/platform/log.ts';
import { openSqliteStore, visitSqliteStore } from '../../../src/store/sqlite/open.ts';
import { closeToOthers } from '../../../src/store/sqlite/private-files.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TestClock } from '../../support/test-clock.ts';
import { load, SMALLEST } from '../../unit/config/config-text.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

function modesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory).toSorted();
  return Object.fromEntries(names.map((name) => [name, modeOf(join(directory, name))]));
}

describe('the files of a store', () => {
  it('that is new are its owner’s alone, whatever the mask of the process is, as are the directories above', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.file('a/b/batchwatch.db');
    const before = process.umask(0);
    try {
      const store = openSqliteStore({ path, clock: new TestClock() });
      expect(modesIn(directory.file('a/b'))).toEqual({
        'batchwatch.db': '600',
        'batchwatch.db-shm': '600',
        'batchwatch.db-wal': '600',
        'batchwatch.db.lock': '600',
        'batchwatch.db.lock-journal': '600',
      });
      await store.close();
    } finally {
      process.umask(before);
    }
    expect([modeOf(directory.file('a')), modeOf(directory.file('a/b'))]).toEqual(['700', '700']);
  });

  it('of an older version are closed to others at a start', async () => {
    await using fixture = new StoreFixture();
    const files = ['', '-wal', '-shm', '.lock']
      .map((suffix) => `${fixture.path}${suffix}`)
      .filter(existsSync);
    for (const mode of [0o644, 0o664, 0o666, 0o640, 0o604]) {
      for (const file of files) chmodSync(file, mode);
      expect(closeToOthers(fixture.path)).toEqual([]);
      expect(new Set(files.map(modeOf))).toEqual(new Set(['600']));
    }
  });

  it('that nobody here may change are named, and stay as they are', () => {
    // As the file of another user on a volume, `/proc` lets not even root change its rights.
    expect(closeToOthers('/proc/self/comm')).toEqual(['/proc/self/comm']);
  });

  it('are closed to others by whoever watches and delivers', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    await openSqliteStore({ path, clock: new TestClock() }).close();
    chmodSync(path, 0o644);
    const { config } = load({ ...SMALLEST, storage: { url: `sqlite:${path}` } });
    const log = createLogger({ level: 'fatal' });
    const build = { version: '1', revision: 'r', node: 'n' };
    const clock = new TestClock();
    const cleanups = new Cleanups();
    await openResources(config, {
      clock,
      log,
      build,
      cleanups,
      random: () => 0,
      newId: () => 'i',
      env: {},
      home: '/',
      hostname: 'test',
    });
    expect(modeOf(path)).toBe('600');
    await cleanups.run({ deadline: 1_000, clock, log });
  });
});

describe('a store at the path of something else than a file', () => {
  it.each(['pipe', 'socket', 'directory', 'device'])('is refused at once: a %s', async (kind) => {
    using directory = new TemporaryDirectory();
    const path =
      kind === 'device' ? '/dev/zero' : kind === 'directory' ? directory.path : directory.file(kind);
    if (kind === 'pipe') execFileSync('mkfifo', [path]);
    await using server = new Server();
    if (kind === 'socket') await new Promise<void>((resolve) => server.listen(path, resolve));
    for (const open of [openSqliteStore, visitSqliteStore]) {
      expect(() => open({ path, clock: new TestClock() })).toThrow(
        expect.objectContaining({
          code: 'store-foreign',
          message: `the store ${path} is not a regular file`,
        }),
      );
    }
  });
});
