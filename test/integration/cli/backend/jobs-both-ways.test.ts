import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../src/platform/time.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';

/** Jobs of two targets in states that the API documents and that it does not, several of them changed at once. */
async function startFilled() {
  const fixture = new StoreFixture();
  const states = ['Failed', 'Running', 'Queued', 'Pause', 'unknown', 'Success', 'Queued', 'failed'];
  const at = fixture.clock.now();
  for (const [place, state] of states.entries()) {
    const created = { creationTime: `2024-06-27T15:${20 - place}:10+0800`, firstSeenAt: at - place };
    const job = { jobId: `b${place}`, state, changedAt: at + (place % 3) * MINUTE, ...created };
    await fixture.keep(knownJob(job), { target: place % 2 === 0 ? 'media' : 'archive' });
  }
  const web = await ServedWeb.start(fixture);
  return {
    /** What it prints on the store file, and by the daemon over it. */
    async bothWays(...args: string[]) {
      const byFile = await fixture.run(...args);
      return { byFile, byDaemon: await runInTerminal([...args, '--url', web.url], fixture) };
    },
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

const LONG = 'x'.repeat(301);

const glob = (length: number) => ['--match', `name=${'x'.repeat(length)}`];

describe('jobs, on the store file and by a daemon over it', () => {
  it.each([
    [[], ['b2', 'b5', 'b1', 'b4', 'b7', 'b0', 'b3', 'b6']],
    [
      ['--target', 'media'],
      ['b2', 'b4', 'b0', 'b6'],
    ],
    [['--state', 'Failed'], ['b0']],
    [['--state', 'failed'], ['b0']],
    [
      ['--state', 'Queued'],
      ['b2', 'b6'],
    ],
    [
      ['--state', 'unknown'],
      ['b2', 'b4', 'b7', 'b6'],
    ],
    [
      ['--target', 'media', '--state', 'unknown'],
      ['b2', 'b4', 'b6'],
    ],
    [['--state', 'Cancel'], []],
  ])('%j are %j', async (filter, ids) => {
    await using filled = await startFilled();
    for (const form of [[], ['--json']]) {
      const { byFile, byDaemon } = await filled.bothWays('jobs', ...filter, ...form);
      expect(byDaemon).toEqual(byFile);
      expect([byFile.code, byFile.err]).toEqual([0, '']);
      if (form.length > 0)
        expect((JSON.parse(byFile.out) as { jobId: string }[]).map(({ jobId }) => jobId)).toEqual(ids);
    }
  });

  it.each([
    ['--target', '', 'must not be empty'],
    ['--state', '', 'must not be empty'],
    ['--target', LONG, 'at most 300 characters'],
    ['--state', LONG, 'at most 300 characters'],
  ])('%s %j is wrong usage', async (option, text, said) => {
    await using filled = await startFilled();
    const { byFile, byDaemon } = await filled.bothWays('jobs', option, text);
    expect(byDaemon).toEqual(byFile);
    expect(byFile).toMatchObject({ code: 64, out: '', err: expect.stringContaining(said) });
  });
});

describe('silence add, on the store file and by a daemon over it', () => {
  it.each<[string, string[], number]>([
    ['the longest glob', glob(1_000), 0],
    ['a longer glob', glob(1_001), 64],
    ['as many matchers as may be', Array.from({ length: 20 }, () => glob(1)).flat(), 0],
    ['one more', Array.from({ length: 21 }, () => glob(1)).flat(), 64],
  ])('with %s ends alike', async (_what, matchers, code) => {
    await using filled = await startFilled();
    const { byFile, byDaemon } = await filled.bothWays('silence', 'add', ...matchers, '--for', '1h');
    expect([byFile.code, byDaemon.code]).toEqual([code, code]);
    expect(byDaemon.err).toEqual(byFile.err);
  });
});
