import { truncateSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openResources } from '../../../src/app/resources.ts';
import { Cleanups } from '../../../src/platform/cleanups.ts';
import { writeNewStore } from '../../support/store/write-new-store.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TestClock } from '../../support/test-clock.ts';
import { load, SMALLEST } from '../../unit/config/config-text.ts';

const MIB = 2 ** 20;

it.each([
  [127, []],
  [129, [expect.stringContaining('batchwatch check --store')]],
])(
  'a start with a file of %i MiB says whether it read a part of it only, and how to read all',
  async (size, hints) => {
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    writeNewStore(path);
    truncateSync(path, size * MIB);
    const lines: Record<string, unknown>[] = [];
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()));
        done();
      },
    });
    const clock = new TestClock();
    const cleanups = new Cleanups();
    const { config } = load(SMALLEST);
    await openResources(
      { ...config, storage: { ...config.storage, url: `sqlite:${path}`, path } },
      {
        clock,
        cleanups,
        newId: () => 'id',
        random: () => 0,
        env: {},
        home: '/',
        hostname: 'here',
        log: pino({ base: null }, output),
        build: { version: '1', revision: 'r', node: 'v24' },
      },
    );
    await cleanups.run({ deadline: 1_000, clock, log: pino({ level: 'silent' }) });
    const brief = lines.filter(({ msg }) => msg === 'large store checked in brief');
    expect(brief.map(({ hint }) => hint)).toEqual(hints);
  },
);
