import { writeFileSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { batchwatch } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';

interface Replayed {
  mails: readonly { subject: string; kind: string; jobs: number }[];
  sent: readonly { subject: string; kind: string }[];
  played: { transitions: number };
}

/** An empty first read, then three polls with a failure each, by the real program. */
async function threeFailures(): Promise<Fixture> {
  const fixture = await startFixture();
  await batchwatch(['once', '--config', fixture.config]);
  for (const jobId of ['b1', 'b2', 'b3']) {
    fixture.cloud.put({ jobId, name: 'nightly', state: 'Failed', creationTime: Date.now() });
    await batchwatch(['once', '--config', fixture.config]);
  }
  return fixture;
}

async function replayed(config: string): Promise<Replayed> {
  const until = new Date(Date.now() + HOUR).toISOString().replace(/\.\d+/, '');
  const span = ['--since', '1d', '--until', until];
  const { code, stdout, stderr } = await batchwatch(['replay', ...span, '--json', '--config', config]);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Replayed;
}

it('a replay by the same configuration equals what was sent, by another one not', async () => {
  await using fixture = await threeFailures();
  const before = readFileSync(fixture.store);
  const same = await replayed(fixture.config);
  expect(same.sent).toHaveLength(3);
  expect(same.mails.map(({ subject, kind }) => ({ subject, kind }))).toEqual(
    same.sent.map(({ subject, kind }) => ({ subject, kind })),
  );
  const draft = fixture.directory.file('draft.yaml');
  writeFileSync(
    draft,
    readFileSync(fixture.config, 'utf8').replace(/groupInterval: "?0s"?/, `groupWait: ${10 * MINUTE}ms`),
  );
  const other = await replayed(draft);
  expect(other.mails).toMatchObject([{ kind: 'opening', jobs: 3 }]);
  const { stdout } = await batchwatch(['replay', '--since', '1d', '--config', fixture.config]);
  expect(stdout).toMatch(
    /^ {4}\d\d:\d\d:\d\d {2}oncall {2}opened {2}\[Batchwatch\] Failed: no error code \(media\), nightly$/m,
  );
  expect(stdout).toMatch(/^3 {14}\d {9}3 {10}\d {9}oncall@example\.com$/m);
  expect(fixture.smtp.mails).toHaveLength(3);
  expect(readFileSync(fixture.store).equals(before)).toBe(true);
});
