import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../../src/demo/simulator/misbehaviour.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { batchwatch, BatchwatchProcess, MAIN } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';

/** A fixture whose cloud shows one job that failed a minute ago. */
async function fixtureWithFailure(): Promise<Fixture> {
  const fixture = await startFixture();
  fixture.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Failed', creationTime: Date.now() - 60_000 });
  return fixture;
}

const run = (fixture: Fixture, ...args: string[]) => batchwatch([...args, '--config', fixture.config]);

const isLaterPage = ({ query }: LoggedRequest) => (query['nextToken'] ?? '') !== '';

describe.concurrent('the command line', () => {
  it.each([
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['jbos'], 64, /unknown command 'jbos'[^]*Did you mean jobs\?/],
  ])('%j ends with %d', async (args, code, text) => {
    const ended = await batchwatch(args);
    expect([ended.code, `${ended.stdout}${ended.stderr}`]).toEqual([code, expect.stringMatching(text)]);
  });

  it('refuses to start on a wrong configuration, with 78 and every problem', async () => {
    await using fixture = await startFixture();
    fixture.configure({ root: { timezone: 'Mars/Olympus', rulez: [] } });
    const { code, stderr } = await run(fixture, 'run');
    expect(code).toBe(78);
    expect(stderr).toContain('timezone');
    expect(stderr).toContain('rulez');
  });
});

describe.concurrent('batchwatch once', () => {
  it('polls, delivers and ends with 0; a second one has nothing to notify of', async () => {
    await using fixture = await fixtureWithFailure();
    expect((await run(fixture, 'once')).code).toBe(0);
    expect((await run(fixture, 'once')).code).toBe(0);
    expect(fixture.smtp.mails.map(({ text }) => text.includes('nightly'))).toEqual([true]);
  });

  it('ends with 1 when a poll fails, and delivers what it could learn', async () => {
    await using fixture = await fixtureWithFailure();
    fixture.configure({ target: { pageSize: 1 } });
    fixture.cloud.put({ jobId: 'b2', name: 'unreached', state: 'Failed', creationTime: Date.now() - 30_000 });
    fixture.cloud.misbehave({ kind: 'html' }, { times: Infinity, when: isLaterPage });
    const { code, stdout } = await run(fixture, 'once');
    expect([code, stdout]).toEqual([1, expect.stringContaining('poll failed')]);
    expect(
      fixture.smtp.mails.map(({ text }) => [text.includes('nightly'), text.includes('unreached')]),
    ).toEqual([[true, false]]);
  });

  it('ends with 1 when a delivery fails, and the next one makes up for it', async () => {
    await using fixture = await fixtureWithFailure();
    await fixture.smtp.refuse();
    expect((await run(fixture, 'once')).code).toBe(1);
    await fixture.smtp.resume();
    expect((await run(fixture, 'once')).code).toBe(0);
    expect(fixture.smtp.mails).toHaveLength(1);
  });

  it('ends with 1 when one recipient is refused for good, and the others are notified', async () => {
    await using fixture = await fixtureWithFailure();
    fixture.configure({ to: ['gone@example.com', 'oncall@example.com'] });
    fixture.smtp.setScript(({ recipient, phase }) =>
      phase === 'rcpt' && recipient === 'gone@example.com'
        ? { do: 'reply', code: 550, text: 'no such user' }
        : undefined,
    );
    expect((await run(fixture, 'once')).code).toBe(1);
    expect(fixture.smtp.mails.map(({ to }) => to)).toEqual([['oncall@example.com']]);
  });

  it('stopped while the rate holds its mails back ends soon, in order, with 1', async () => {
    await using fixture = await fixtureWithFailure();
    fixture.configure({ smtp: { maxPerMinute: 1 }, to: ['a@example.com', 'b@example.com'] });
    await using process = new BatchwatchProcess(['once', '--config', fixture.config]);
    await process.line('notification delivered');
    expect(await process.kill('SIGTERM')).toEqual({ code: 1, signal: null });
    expect(process.stdout).not.toContain('"fatal"');
    const { stdout } = await run(fixture, 'explain', 'b1');
    expect(stdout).toContain('a@example.com sent, b@example.com waiting');
  });
});

describe.concurrent('batchwatch test-notification', () => {
  it('without a daemon sends it, and prints the verdict per recipient', async () => {
    await using fixture = await startFixture();
    fixture.configure({ to: ['gone@example.com', 'oncall@example.com'] });
    fixture.smtp.setScript(({ recipient, phase }) =>
      phase === 'rcpt' && recipient === 'gone@example.com'
        ? { do: 'reply', code: 550, text: '5.1.1 no such user' }
        : undefined,
    );
    const { code, stdout } = await run(fixture, 'test-notification', '--receiver', 'oncall');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^gone@example\.com: permanent \(permanent\): .*5\.1\.1 no such user.*$/m);
    expect(stdout).toMatch(/^oncall@example\.com: delivered: 250 .*$/m);
    expect(fixture.smtp.mails).toHaveLength(1);
  });

  it('beside a running daemon is delivered by it', async () => {
    await using fixture = await startFixture();
    await using daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
    await daemon.line('poll complete');
    const { code, stdout } = await run(fixture, 'test-notification', '--receiver', 'oncall');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^oncall@example\.com: delivered/)]);
    await daemon.line('notification delivered');
  });

  it('with the mail server down says why, though older messages wait as well', async () => {
    await using fixture = await fixtureWithFailure();
    await fixture.smtp.refuse();
    await run(fixture, 'once');
    const { code, stdout } = await run(fixture, 'test-notification', '--receiver', 'oncall');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^oncall@example\.com: temporary \(network\): .*stays in the outbox/);
    await fixture.smtp.resume();
    await run(fixture, 'once');
    expect(fixture.smtp.mails).toHaveLength(2);
  });

  it('stopped while the mail server is silent ends soon, with 1, and leaves the message to be sent', async () => {
    await using fixture = await startFixture();
    fixture.smtp.setScript(({ phase }) => (phase === 'rcpt' ? { do: 'hang' } : undefined));
    const args = ['test-notification', '--receiver', 'oncall', '--config', fixture.config];
    await using process = new BatchwatchProcess(args);
    while (fixture.smtp.connections === 0) await setTimeout(20);
    expect(await process.kill('SIGTERM')).toEqual({ code: 1, signal: null });
    expect(process.stdout + process.stderr).toMatch(/^oncall@example\.com: temporary .*stays in the outbox/);
    fixture.smtp.setScript(undefined);
    await run(fixture, 'once');
    expect(fixture.smtp.mails).toHaveLength(1);
  });
});

describe.concurrent('looking while the daemon runs', () => {
  it('shows the jobs and the story of one, and disturbs nobody', async () => {
    await using fixture = await fixtureWithFailure();
    await using daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
    await daemon.line('notification delivered');
    const jobs = await run(fixture, 'jobs', '--json', '--state', 'Failed');
    expect(jobs.code).toBe(0);
    expect(JSON.parse(jobs.stdout)).toMatchObject([{ target: 'media', jobId: 'b1', state: 'Failed' }]);
    const story = await run(fixture, 'explain', 'b1');
    expect(story.code).toBe(0);
    expect(story.stdout).toMatch(/first seen Failed.*baseline/);
    expect(story.stdout).toMatch(/1 to oncall@example\.com: delivered: 250/);
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect((await run(fixture, 'jobs')).stdout).toContain('nightly');
  });

  it('ends quietly when its reader goes away', async () => {
    await using fixture = await startFixture();
    const now = Date.now();
    for (let job = 0; job < 2_000; job += 1) {
      fixture.cloud.put({
        jobId: `b${job}`,
        state: 'Success',
        name: 'x'.repeat(60),
        creationTime: now - 60_000,
      });
    }
    expect((await run(fixture, 'once')).code).toBe(0);
    const pipe = `set -o pipefail; "$0" "${MAIN}" jobs --config "${fixture.config}" | head -n 2`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', pipe, process.execPath]);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toHaveLength(3);
  });
});

describe.concurrent('a start that cannot be', () => {
  it('beside another daemon on the same store ends with 69 and says so, once or run', async () => {
    await using fixture = await startFixture();
    await using daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
    await daemon.url();
    for (const command of ['run', 'once']) {
      const { code, stdout } = await run(fixture, command);
      expect([code, stdout]).toEqual([69, expect.stringContaining('in use by another Batchwatch')]);
      expect(stdout).toContain('store-in-use');
    }
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('with its port taken ends with 69, names the port, and lets go of the store', async () => {
    await using fixture = await startFixture();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    fixture.configure({ root: { server: { listen: `127.0.0.1:${port}` } } });
    const { code, stdout } = await run(fixture, 'run');
    expect([code, stdout]).toEqual([69, expect.stringContaining(`cannot listen on 127.0.0.1:${port}`)]);
    other.close();
    await openSqliteStore({ path: fixture.store, clock: systemClock }).close();
  });

  it('on a store that is damaged or not ours ends with 69, and leaves it as it is', async () => {
    await using fixture = await startFixture();
    writeFileSync(fixture.store, 'not a database, but forty-two bytes of text');
    copyFileSync(fixture.store, fixture.directory.file('before'));
    const { code, stdout } = await run(fixture, 'run');
    expect([code, stdout]).toEqual([69, expect.stringContaining('is not a SQLite database')]);
    expect(readFileSync(fixture.store).equals(readFileSync(fixture.directory.file('before')))).toBe(true);
  });

  it('with a directory that cannot be made for its store ends with 69', async () => {
    await using fixture = await startFixture();
    writeFileSync(fixture.directory.file('file'), '');
    fixture.configure({
      root: { storage: { url: `sqlite:${fixture.directory.file('file')}/batchwatch.db` } },
    });
    const { code, stdout } = await run(fixture, 'run');
    expect([code, stdout]).toEqual([69, expect.stringContaining('store-unreachable')]);
  });
});
