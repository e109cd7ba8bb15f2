import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { addSilence } from '../../../src/store/incidents/silences.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';

/** Explains by the real command; the times are left off. */
async function explain({ poll }: IncidentFixture, id: string, ...flags: string[]): Promise<string[]> {
  const { out, err } = await run(poll, id, ...flags);
  expect(err).toBe('');
  return out
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\S+ \S+ UTC {2}/, '').replace(/ {2,}/, ': '));
}

async function run({ store, clock }: IncidentFixture['poll'], id: string, ...flags: string[]) {
  using directory = new TemporaryDirectory();
  const config = directory.file('batchwatch.yaml');
  const document = {
    timezone: 'UTC',
    storage: { url: `sqlite:${store.file}` },
    credentials: { default: { secretId: 'EXAMPLE-ID', secretKey: 'EXAMPLE-KEY' } },
    targets: [{ name: 'media', bucket: 'examplebucket-1250000000', region: 'ap-beijing' }],
    smtp: { host: '127.0.0.1', port: 9, security: 'none', from: 'batchwatch@example.com' },
    receivers: [{ name: 'oncall', email: { to: ['oncall@example.com'] } }],
  };
  writeFileSync(config, stringify(document));
  return await runInTerminal(['explain', id, ...flags, '--config', config], { clock });
}

async function silence({ poll }: IncidentFixture): Promise<void> {
  const { store, clock } = poll;
  await store.write((trx) =>
    addSilence(trx, {
      matchers: [{ key: 'target', glob: 'media' }],
      from: clock.now(),
      until: clock.now() + HOUR,
      author: 'ada',
      comment: 'upgrade',
      createdAt: clock.now(),
    }),
  );
}

describe('batchwatch explain, for a job', () => {
  it('shows its incident, its part in it, who was notified, and how it ended', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Pause', details: { queueId: 'p1' } } });
    await fixture.pass(MINUTE);
    await fixture.acknowledge('ada');
    await fixture.pass(MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    const notified = await explain(fixture, 'b1');
    expect(notified.slice(0, 2)).toEqual([
      'b1 "name of b1" (Job), target media: Running',
      'incident incident-3: resolved (recovered), since 2024-06-27 07:23:10 UTC, by rule failures (critical); target media, queueId p1',
    ]);
    expect(notified.filter((line) => line.startsWith('incident: '))).toEqual([
      'incident: incident-3 opened by rule failures',
      'incident: 1 job added to incident-3 (paused): b1',
      'incident: notified oncall: Opened, <incident-3-1.1@example.com>, oncall@example.com sent',
      'incident: acknowledged by ada',
      'incident: 1 job resumed (running): b1',
      'incident: resolved: recovered',
      'incident: notified oncall: Resolved, <incident-3-1.2@example.com>, oncall@example.com sent',
    ]);
  });

  it('shows by which newer run it was superseded', async () => {
    await using fixture = await IncidentFixture.start();
    const work = { name: 'nightly', details: { tag: 'Transcode', templateId: 't1' } };
    fixture.set({ b1: { ...work, state: 'Failed', code: 'InternalError' } });
    await fixture.pass(MINUTE);
    fixture.set({ b2: { ...work, state: 'Success' } });
    await fixture.pass(MINUTE);
    expect(await explain(fixture, 'b1')).toContain('incident: 1 job superseded by b2, which succeeded: b1');
  });

  it('shows what holds it, and until when: grouped', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ groupWait: 10 * MINUTE })]);
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(30 * SECOND);
    const held = 'grouped until 2024-06-27 07:33:10 UTC';
    const notified = await explain(fixture, 'b1');
    expect(notified).toContain(`decision: notify receiver oncall: rule failures (first-seen), held: ${held}`);
    expect(notified).toContain(`incident: not notified yet: oncall, ${held}`);
  });

  it('shows which silence holds it, whose, why, and until when', async () => {
    await using fixture = await IncidentFixture.start();
    await silence(fixture);
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(30 * SECOND);
    const held = 'silenced by silence 1 (ada: upgrade) until 2024-06-27 08:23:10 UTC';
    const notified = await explain(fixture, 'b1');
    expect(notified).toContain(`decision: notify receiver oncall: rule failures (first-seen), held: ${held}`);
    expect(notified).toContain(`incident: covered as a whole: ${held}`);
  });

  it('shows which maintenance holds it', async () => {
    await using fixture = await IncidentFixture.start();
    const until = fixture.poll.clock.now() + HOUR;
    const { match } = usualRule();
    fixture.poll.calendar = {
      quietUntil: () => undefined,
      maintenanceAt: (now) => (now < until ? [{ name: 'upgrade', until, match }] : []),
      maintenanceAfter: () => undefined,
    };
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(30 * SECOND);
    expect((await explain(fixture, 'b1')).join('\n')).toMatch(
      /held: maintenance upgrade until 2024-06-27 08:23:10 UTC/,
    );
  });

  it('shows that it is quiet, until when', async () => {
    await using fixture = await IncidentFixture.start();
    const until = fixture.poll.clock.now() + HOUR;
    fixture.poll.calendar = {
      maintenanceAt: () => [],
      maintenanceAfter: () => undefined,
      quietUntil: () => until,
    };
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(30 * SECOND);
    expect((await explain(fixture, 'b1')).join('\n')).toContain('held: quiet until 2024-06-27 08:23:10 UTC');
  });

  it('shows its incidents as JSON, of the other jobs only how many they are', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Failed', code: 'X' }, b2: { state: 'Failed', code: 'X' } });
    await fixture.pass(30 * SECOND);
    const [story] = JSON.parse((await run(fixture.poll, 'b1', '--json')).out) as [
      { incidents: { incident: unknown; jobs: number; member: unknown; events: { kind: string }[] }[] },
    ];
    expect(story.incidents).toMatchObject([
      {
        incident: { public_id: 'incident-3', labels: { target: 'media', state: 'Failed', code: 'X' } },
        jobs: 2,
        member: { job_id: 'b1', state: 'Failed', resolution: null },
        events: [{ kind: 'opened' }, { kind: 'told' }],
      },
    ]);
  });
});

describe('batchwatch explain, for an incident', () => {
  it('shows its whole story, escalated and grouped by what happened at once', async () => {
    const escalate = [{ after: 10 * MINUTE, receivers: ['lead'] }];
    await using fixture = await IncidentFixture.start([usualRule({ escalate })]);
    const failed = { state: 'Failed', code: 'AccessDenied' };
    fixture.set(Object.fromEntries(['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7'].map((id) => [id, failed])));
    await fixture.pass(11 * MINUTE);
    expect(await explain(fixture, 'incident-3')).toEqual([
      'incident incident-3: unacknowledged, since 2024-06-27 07:23:10 UTC, by rule failures (critical); target media, state Failed, code AccessDenied',
      'incident: incident-3 opened by rule failures',
      'incident: 7 jobs added to incident-3 (failed): b1, b2, b3, b4, b5 and 2 more',
      'incident: notified oncall: Opened, <incident-3-1.1@example.com>, oncall@example.com sent',
      'incident: escalated to lead: not-acknowledged',
      'incident: notified lead: Escalation, <incident-3-2.1@example.com>, lead@example.com sent',
    ]);
  });

  it('escalated with others at one moment, shows which mail carried it', async () => {
    const escalate = [{ after: 10 * MINUTE, receivers: ['lead'] }];
    await using fixture = await IncidentFixture.start([usualRule({ escalate })]);
    fixture.set({ b1: { state: 'Failed', code: 'A' }, b2: { state: 'Failed', code: 'B' } });
    await fixture.pass(11 * MINUTE);
    const { messageId } = (await fixture.messages()).find(({ receiver }) => receiver === 'lead') ?? {};
    const notified = `incident: notified lead: Escalation, ${messageId}, lead@example.com sent`;
    expect(await explain(fixture, 'incident-3')).toContain(notified);
    expect(await explain(fixture, 'incident-4')).toContain(notified);
  });

  it('takes the beginning of its id, unless several begin so', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Failed', code: 'A' } });
    await fixture.pass(30 * SECOND);
    expect((await explain(fixture, 'incident-'))[0]).toMatch(/^incident incident-3: unacknowledged/);
    fixture.set({ b2: { state: 'Failed', code: 'B' } });
    await fixture.pass(30 * SECOND);
    const { code, err } = await run(fixture.poll, 'incident-');
    expect(code).toBe(1);
    expect(err).toMatch(
      /more than one incident begins with incident-:\n {2}incident .*code A\n {2}incident .*code B\n$/,
    );
    expect((await run(fixture.poll, 'incid')).err).toMatch(/^no job incid in/);
  });

  it('shows it as JSON', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Failed', code: 'A' } });
    await fixture.pass(30 * SECOND);
    expect(JSON.parse((await run(fixture.poll, 'incident-3', '--json')).out)).toMatchObject({
      incident: { public_id: 'incident-3' },
      members: [{ job_id: 'b1' }],
      threads: [{ receiver: 'oncall', messages: 1 }],
      events: [{ kind: 'opened' }, { kind: 'told' }],
      notifications: [{ messageId: '<incident-3-1.1@example.com>' }],
      story: [{ kind: 'incident' }, { kind: 'incident' }, { kind: 'incident' }],
    });
  });

  it('has the same names in its JSON, whatever the store calls them', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Failed', code: 'A' } });
    await fixture.pass(30 * SECOND);
    const json = JSON.parse((await run(fixture.poll, 'incident-3', '--json')).out) as {
      incident: object;
      threads: object[];
    };
    const at = Date.parse('2024-06-27T07:23:10Z');
    const told = { last_news_at: at, told_at: at, first_told_at: at, previous_told_at: null };
    expect(json.incident).toMatchObject({ ...told, pending_news: null, closed_at: null });
    expect(json.threads).toMatchObject([{ told_at: at, closing_told: 0 }]);
    const [story] = JSON.parse((await run(fixture.poll, 'b1', '--json')).out) as [{ incidents: unknown[] }];
    expect(story.incidents).toMatchObject([{ incident: told, threads: [{ closing_told: 0 }] }]);
    expect(Object.keys({ ...json.incident, ...json.threads[0] }).join()).not.toMatch(/notified|joined/);
  });
});
