import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { STOP_GRACE } from '../../../src/outbox/offer.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { BatchwatchProcess, MAIN } from '../../support/process/batchwatch-process.ts';
import { BUCKET, REGION, startFixture, type Fixture } from '../../support/process/fixture.ts';
import { startSmtpSink, type CapturedMail } from '../../support/mail/smtp-sink.ts';

const HOLD_START = new URL('../../support/e2e/hold-start.ts', import.meta.url).pathname;

const RELOADED = 'configuration reloaded';
const REFUSED = 'configuration not reloaded, the one before stays in use';
const SUCCESS = 'batchwatch_config_last_reload_success';

const run = ({ config }: Fixture, env: Record<string, string> = {}) =>
  new BatchwatchProcess(['run', '--config', config], { env });

/** A target of the fixture's cloud; more than one see the same jobs. */
const target = (fixture: Fixture, name: string, more: object = {}) => ({
  name,
  bucket: BUCKET,
  region: REGION,
  endpoint: fixture.cloud.url,
  schedule: '* * * * * *',
  requestsPerSecond: 1000,
  ...more,
});

/** Configures again and waits until that is at work. */
async function reload(
  daemon: BatchwatchProcess,
  fixture: Fixture,
  ...changes: Parameters<Fixture['configure']>
) {
  const before = daemon.lines.filter(({ msg }) => msg === RELOADED).length;
  fixture.configure(...changes);
  daemon.signal('SIGHUP');
  await daemon.times(RELOADED, before + 1);
}

const summaries = (mails: readonly CapturedMail[]) => mails.map(({ summary }) => summary);

describe.concurrent('a reload', () => {
  it('polls a target that was added, forgets one that was removed, and resets no other counter', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.times('poll complete', 2);
    const polls = await daemon.metric('batchwatch_polls_total{target="media"}');
    expect(polls).toBeGreaterThanOrEqual(2);

    await reload(daemon, fixture, {
      root: { targets: [target(fixture, 'media'), target(fixture, 'second')] },
    });
    expect(daemon.lines.find(({ msg }) => msg === RELOADED)).toMatchObject({
      trigger: 'SIGHUP',
      targets: 2,
      added: ['second'],
      removed: [],
    });
    expect(await daemon.metric('batchwatch_jobs_vanished_total{target="second"}')).toBe(0);
    await daemon.line('poll complete', (line) => line['target'] === 'second');
    expect(await daemon.metric('batchwatch_polls_total{target="media"}')).toBeGreaterThanOrEqual(polls);
    expect((await fetch(`${await daemon.url()}/readyz`)).status).toBe(200);

    await reload(daemon, fixture, { root: { targets: [target(fixture, 'second')] } });
    // Whoever still polled it would count it again.
    await daemon.times('poll complete', daemon.lines.filter(({ msg }) => msg === 'poll complete').length + 3);
    const text = await (await fetch(`${await daemon.url()}/metrics`)).text();
    expect(text.split('\n').filter((line) => line.includes('target="media"'))).toEqual([]);
    expect(await daemon.metric('batchwatch_polls_total{target="second"}')).toBeGreaterThanOrEqual(1);
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('of a bad file changes nothing and says why; of a good one after it, works again', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    expect(await daemon.metric(SUCCESS)).toBe(1);
    const since = await daemon.metric(`${SUCCESS}_timestamp_seconds`);
    const good = readFileSync(fixture.config, 'utf8');

    await writeFile(fixture.config, good.replace('schedule:', 'shedule:'));
    daemon.signal('SIGHUP');
    const refused = await daemon.line(REFUSED);
    expect(refused).toMatchObject({ level: 'error', trigger: 'SIGHUP', err: { code: 'config-invalid' } });
    expect(JSON.stringify(refused)).toContain(
      'targets[0].shedule is not a known key (did you mean schedule?)',
    );
    expect(await daemon.metric(SUCCESS)).toBe(0);
    expect(await daemon.metric(`${SUCCESS}_timestamp_seconds`)).toBe(since);
    fixture.cloud.put({ jobId: 'b1', name: 'told-all-the-same', state: 'Failed', creationTime: Date.now() });
    await fixture.smtp.received();

    await writeFile(fixture.config, 'targets: [');
    daemon.signal('SIGHUP');
    await daemon.times(REFUSED, 2);
    await writeFile(fixture.config, good);
    daemon.signal('SIGHUP');
    await daemon.line(RELOADED);
    expect(await daemon.metric(SUCCESS)).toBe(1);
    expect(await daemon.metric(`${SUCCESS}_timestamp_seconds`)).toBeGreaterThan(since);
  });

  it('comes by itself when the file is replaced', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    const whole = readFileSync(fixture.config, 'utf8').replace('name: media', 'name: renamed');
    await writeFile(`${fixture.config}.new`, whole);
    await rename(`${fixture.config}.new`, fixture.config);
    expect(await daemon.line(RELOADED)).toMatchObject({
      trigger: 'file changed',
      added: ['renamed'],
      removed: ['media'],
    });
    await daemon.line('poll complete', (line) => line['target'] === 'renamed');
    expect(daemon.lines.filter(({ msg }) => msg === REFUSED)).toEqual([]);
  });

  it('switches the mail server while a mail waits: notified once, by the new one', async () => {
    await using fixture = await startFixture();
    await using other = await startSmtpSink({ security: 'none' });
    await fixture.smtp.refuse();
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    fixture.cloud.put({ jobId: 'b1', name: 'waiting', state: 'Failed', creationTime: Date.now() });
    await daemon.line('notification not delivered yet');
    await reload(daemon, fixture, { smtp: { port: other.port } });
    await other.received();
    await daemon.line('notification delivered');
    await fixture.smtp.resume();
    // Another cause: a mail of the same one would come under the subject of its thread.
    fixture.cloud.put({
      jobId: 'b2',
      name: 'next',
      state: 'Failed',
      code: 'NoSuchKey',
      creationTime: Date.now(),
    });
    await other.received(({ summary }) => summary.includes('next'));
    expect(summaries(other.mails)).toEqual(['Failed: waiting (media)', 'Failed: next (media)']);
    expect(fixture.smtp.mails).toEqual([]);
  });

  it('lets an offer under way end before another mail server takes over', async () => {
    await using fixture = await startFixture();
    await using other = await startSmtpSink({ security: 'none' });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    const answer = Promise.withResolvers<void>();
    fixture.smtp.setScript(({ phase }) =>
      phase === 'data' ? { do: 'wait', until: answer.promise } : undefined,
    );
    fixture.cloud.put({ jobId: 'b1', name: 'slow', state: 'Failed', creationTime: Date.now() });
    await fixture.smtp.received();
    const reloaded = reload(daemon, fixture, { smtp: { port: other.port } });
    // Longer than the grace at a stop. The grace would cut it, and the mail would go out twice.
    setTimeout(answer.resolve, STOP_GRACE + SECOND);
    await reloaded;
    await daemon.line('notification delivered');
    expect(summaries(fixture.smtp.mails)).toEqual(['Failed: slow (media)']);
    expect(other.mails).toEqual([]);
  });

  it('can be interrupted by a stop, while a mail server is silent', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    fixture.smtp.setScript(({ phase }) => (phase === 'data' ? { do: 'hang' } : undefined));
    fixture.cloud.put({ jobId: 'b1', name: 'silent', state: 'Failed', creationTime: Date.now() });
    await fixture.smtp.received();
    daemon.signal('SIGHUP');
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('again and again while jobs fail loses nothing and notifies of nothing twice', async () => {
    await using fixture = await startFixture();
    const { cloud, smtp } = fixture;
    fixture.configure({ target: { pageSize: 1 } });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    const names = Array.from({ length: 30 }, (_, index) => `job-${index}`);
    for (const [index, name] of names.entries()) {
      cloud.put({ jobId: `b${index}`, name, state: 'Failed', creationTime: Date.now() });
      await reload(daemon, fixture, { target: { pageSize: 1 + (index % 3) } });
    }
    for (const [index] of names.entries()) await smtp.received(({ text }) => isReceived(text, `b${index}`));
    const polls = daemon.lines.filter(({ msg }) => msg === 'poll complete').length;
    await daemon.times('poll complete', polls + 2);
    const notified = names.map(
      (_, index) => smtp.mails.filter(({ text }) => isReceived(text, `b${index}`)).length,
    );
    expect(notified).toEqual(names.map(() => 1));
  });

  it('that the store does not take leaves the old configuration at work', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    {
      using other = new DatabaseSync(fixture.store);
      other.exec('BEGIN IMMEDIATE');
      fixture.configure({ target: { name: 'renamed' } });
      daemon.signal('SIGHUP');
      expect(await daemon.line(REFUSED)).toMatchObject({ err: { type: 'StoreFault' } });
    }
    expect(await daemon.metric(SUCCESS)).toBe(0);
    expect(await daemon.metric('batchwatch_jobs_vanished_total{target="media"}')).toBe(0);
    fixture.cloud.put({ jobId: 'b1', name: 'told', state: 'Failed', creationTime: Date.now() });
    expect((await fixture.smtp.received()).summary).toBe('Failed: told (media)');
  });

  it('keeps what cannot change while the program runs, and says so', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    const elsewhere = {
      server: { listen: '127.0.0.1:1' },
      storage: { url: `sqlite:${fixture.store}.other` },
    };
    await reload(daemon, fixture, { root: { ...elsewhere, log: { level: 'debug' } } });
    const kept = daemon.lines.filter(({ msg }) => msg === 'configuration: takes effect at the next start');
    expect(kept.map((line) => line['path'])).toEqual(['server.listen', 'storage.url']);
    expect(await daemon.metric(SUCCESS)).toBe(1);
    await reload(daemon, fixture, { root: { log: { level: 'info' } } });
  });

  it('reads the secrets again', async () => {
    await using fixture = await startFixture();
    const key = fixture.directory.file('key');
    await writeFile(key, 'WRONG');
    const credentials = { default: { secretId: 'EXAMPLE-ID', secretKeyFile: key } };
    fixture.configure({ root: { credentials } });
    await using daemon = run(fixture);
    expect((await daemon.line('poll failed'))['reason']).toBe('auth');
    await writeFile(key, 'EXAMPLE-KEY');
    daemon.signal('SIGHUP');
    await daemon.line('poll complete');
  });
});

it('asked for while the program is still starting waits for its turn', async () => {
  await using fixture = await startFixture();
  const key = fixture.directory.file('key');
  await writeFile(key, 'EXAMPLE-KEY');
  fixture.configure({ root: { credentials: { default: { secretId: 'EXAMPLE-ID', secretKeyFile: key } } } });
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], {
    program: ['--import', HOLD_START, MAIN],
    env: { HOLD_AT: key },
  });
  await expect.poll(() => existsSync(`${key}.held`)).toBe(true);
  daemon.signal('SIGHUP');
  await writeFile(`${key}.go`, '');
  await daemon.line('listening');
  await daemon.line(RELOADED);
  await daemon.line('poll complete');
});

function isReceived(text: string, jobId: string): boolean {
  return text.split('\n').some((line) => new RegExp(`\\b${jobId}\\b`).test(line) && line.includes('Failed'));
}
