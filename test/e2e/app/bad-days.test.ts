import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Misbehaviour } from '../../../src/demo/simulator/misbehaviour.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { FullPipe } from '../../support/process/full-pipe.ts';
import { BUCKET, REGION, startFixture, type Fixture } from '../../support/process/fixture.ts';

const NAME = 'nightly-transcode';

describe.concurrent('an API that answers badly', () => {
  it.each<Misbehaviour>([{ kind: 'hang' }, { kind: 'drip', every: 100 }])(
    'fails the poll as timeout (%o), notifies of nothing false, and recovers by itself',
    async (behaviour) => {
      await using fixture = await startFixture();
      // Short only where it is to pass: a busy machine may take as long for any other answer.
      fixture.configure({ target: { timeout: '500ms' } });
      const { cloud, smtp } = fixture;
      cloud.put({ jobId: 'b1', name: NAME, state: 'Running', creationTime: Date.now() - 60_000 });
      await using daemon = run(fixture);
      await daemon.line('poll complete');
      cloud.misbehave(behaviour, { times: Infinity });
      const failed = await daemon.line('poll failed');
      expect(failed['reason']).toBe('timeout');
      expect(await daemon.metric('batchwatch_target_up{target="media"}')).toBe(0);
      expect(
        await daemon.metric('batchwatch_poll_failures_total{target="media",reason="timeout"}'),
      ).toBeGreaterThan(0);
      cloud.move('b1', 'Failed');
      cloud.behave();
      await daemon.line('polls complete again');
      await smtp.received();
      expect(smtp.mails.map(({ summary }) => summary)).toEqual([`Failed: ${NAME} (media)`]);
    },
  );

  it('never reads on for ever, and keeps what it was shown', async () => {
    await using fixture = await startFixture();
    fixture.configure({ target: { pageSize: 1, requestsPerSecond: 100_000 } });
    const { cloud, smtp } = fixture;
    cloud.put({ jobId: 'b1', name: NAME, state: 'Running', creationTime: Date.now() - 60_000 });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    cloud.move('b1', 'Failed');
    cloud.misbehave({ kind: 'token', token: 'endless' }, { times: Infinity });
    await smtp.received();
    await daemon.kill('SIGTERM');
  });

  it('delays no other target', async () => {
    await using fixture = await startFixture();
    await using other = await startFixture();
    const target = { bucket: BUCKET, region: REGION, schedule: '* * * * * *', spread: false };
    fixture.configure({
      root: {
        targets: [
          { ...target, name: 'hanging', endpoint: fixture.cloud.url, timeout: '5m' },
          { ...target, name: 'media', endpoint: other.cloud.url },
        ],
      },
    });
    fixture.cloud.misbehave({ kind: 'hang' }, { times: Infinity });
    await using daemon = run(fixture);
    await daemon.line('poll complete', (line) => line['target'] === 'media');
    other.cloud.put({ jobId: 'b1', name: NAME, state: 'Failed', creationTime: Date.now() });
    await fixture.smtp.received();
    expect(daemon.lines.filter((line) => line['target'] === 'hanging')).toEqual([]);
  });
});

describe.concurrent('a mail server that fails', () => {
  it('is tried again until it works, and nothing is notified twice', async () => {
    await using fixture = await startFixture();
    const { cloud, smtp } = fixture;
    await smtp.refuse();
    cloud.put({ jobId: 'b1', name: NAME, state: 'Running', creationTime: Date.now() - 60_000 });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    cloud.move('b1', 'Failed');
    await daemon.line('notification not delivered yet');
    expect(await daemon.metric('batchwatch_outbox_entries{channel="email",state="pending"}')).toBe(1);
    await smtp.resume();
    await daemon.line('notification delivered');
    expect(smtp.mails).toHaveLength(1);
    expect(await daemon.metric('batchwatch_outbox_entries{channel="email",state="pending"}')).toBe(0);
  });

  it('that refuses one recipient of three does not keep the others from being notified, once', async () => {
    await using fixture = await startFixture({
      smtp: {
        script: ({ phase, recipient }) =>
          phase === 'rcpt' && recipient === 'gone@example.com'
            ? { do: 'reply', code: 550, text: 'no such user' }
            : undefined,
      },
    });
    fixture.configure({ to: ['a@example.com', 'gone@example.com', 'b@example.com'] });
    fixture.cloud.put({ jobId: 'b1', name: NAME, state: 'Failed', creationTime: Date.now() });
    await using daemon = run(fixture);
    await daemon.line('notification refused for good');
    await fixture.smtp.received(({ to }) => to.includes('b@example.com'));
    expect(fixture.smtp.mails.flatMap(({ to }) => to)).toEqual(['a@example.com', 'b@example.com']);
    expect(await daemon.metric('batchwatch_outbox_entries{channel="email",state="dead"}')).toBe(1);
  });
});

describe('a process that dies', () => {
  it('between the mail and its 250 repeats that mail with the same Message-ID, and no other', async () => {
    await using fixture = await startFixture({
      smtp: { script: ({ phase, time }) => (phase === 'data' && time === 1 ? { do: 'hang' } : undefined) },
    });
    const { cloud, smtp } = fixture;
    cloud.put({ jobId: 'b1', name: NAME, state: 'Failed', creationTime: Date.now() });
    {
      await using daemon = run(fixture);
      expect((await smtp.received()).acknowledged).toBe(false);
      await daemon.kill('SIGKILL');
    }
    await using daemon = run(fixture);
    await daemon.line('notification delivered');
    expect(smtp.mails.map(({ acknowledged }) => acknowledged)).toEqual([false, true]);
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe('a log that cannot be written', () => {
  it('is lost; the mail is not', async () => {
    await using fixture = await startFixture();
    fixture.cloud.put({ jobId: 'b1', name: NAME, state: 'Failed', creationTime: Date.now() });
    await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], {
      outputFile: '/dev/full',
    });
    await fixture.smtp.received();
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(daemon.stderr).toBe('');
  });
});

describe('a log that nobody reads any more', () => {
  it('holds up neither the mail nor the stop, and goes on when it is read again', async () => {
    await using fixture = await startFixture();
    using pipe = new FullPipe(fixture.directory.file('log'));
    fixture.cloud.put({ jobId: 'b1', name: NAME, state: 'Failed', creationTime: Date.now() });
    await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], {
      outputFile: pipe.path,
    });
    await fixture.smtp.received();
    let log = pipe.read();
    await expect.poll(() => (log += pipe.read())).toMatch(/"notification delivered"}\n/);
    expect(log).toMatch(/^{"level":"info",.*"store created"}\n/);
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(pipe.read()).toMatch(/"stopped"}\n$/);
    expect(daemon.stderr).toBe('');
  });
});

describe('a stop', () => {
  it('ends in time with 0 although the API and the mail server hang', async () => {
    await using fixture = await startFixture({
      smtp: { script: ({ phase }) => (phase === 'greeting' ? { do: 'hang' } : undefined) },
    });
    const { cloud } = fixture;
    cloud.put({ jobId: 'b1', name: NAME, state: 'Failed', creationTime: Date.now() });
    await using daemon = run(fixture);
    await daemon.line('poll complete', ({ notifications }) => notifications === 1);
    cloud.misbehave({ kind: 'hang' }, { times: Infinity });
    const requests = cloud.requests.length;
    await expect.poll(() => cloud.requests.length).toBeGreaterThan(requests);
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    const last = daemon.lines.slice(-4);
    // A call that is given up for its own deadline, or outlasts the stop, would be logged as such.
    expect(last.map(({ msg }) => msg)).toEqual([
      'stopping',
      'poll aborted',
      'notification not delivered yet',
      'stopped',
    ]);
    expect(last[2]?.['response']).toContain('because Batchwatch is stopping');
  });
});

describe.concurrent('text from a job', () => {
  let fixture: Fixture;
  let daemon: BatchwatchProcess;
  beforeAll(async () => {
    fixture = await startFixture();
    const rule = { name: 'failures', receivers: ['oncall'], groupBy: ['jobId'], groupInterval: '0s' };
    fixture.configure({ root: { rules: [rule] } });
    daemon = run(fixture);
    await daemon.line('poll complete');
  });
  afterAll(async () => {
    await daemon[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
  });

  it.each([
    ['job-1', 'line\r\nBcc: victim@example.com'],
    ['job-2', '<img src=x onerror=alert(1)>'],
    ['job-3', '\u{1F4A5}'.repeat(20)],
    ['job-4', '批'.repeat(128)],
    ['job-5', '007'],
    ['job-6', '1e5'],
  ])('of %s is shown right and does nothing: %s', async (jobId, name) => {
    fixture.cloud.put({ jobId, name, state: 'Failed', creationTime: Date.now(), message: name });
    const mail = await fixture.smtp.received(({ text }) => text.includes(jobId));
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.to).toEqual(['oncall@example.com']);
    expect(mail.html).not.toContain('<img');
    expect(mail.text).toContain(name.includes('\n') ? 'Bcc: victim@example.com' : name);
    await daemon.line('notification delivered', (line) => line['message_id'] === mail.messageId);
  });
});

function run(fixture: Fixture): BatchwatchProcess {
  return new BatchwatchProcess(['run', '--config', fixture.config]);
}
