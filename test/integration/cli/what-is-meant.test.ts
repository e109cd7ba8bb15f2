import { describe, expect, it } from 'vitest';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { openIncident } from '../../../src/store/incidents/incidents.ts';
import { silencesSince } from '../../../src/store/incidents/silences.ts';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { ServedWeb } from '../../support/http/served-web.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

const JOB = 'j8be1aca2e0d211ee8f8d3b1c2d3e4f50';
const INCIDENT = 'f00dfeedf00dfeed';

/** A store with a failed job, an incident, a silence and an undeliverable notification, and a daemon over it. */
async function startFilled(changes: object = {}) {
  const fixture = new StoreFixture(changes);
  await fixture.keep(knownJob({ jobId: JOB, state: 'Failed' }));
  await fixture.keep(knownJob({ jobId: 'b2', state: 'Queued' }));
  await fixture.store.write(async (trx) => {
    await openIncident(trx, {
      publicId: INCIDENT,
      kind: 'jobs',
      rule: 'failures',
      groupKey: INCIDENT,
      labels: JSON.stringify({ target: 'media' }),
      severity: 'critical',
      title: 'Failed (media)',
      openedAt: fixture.clock.now(),
    });
    const message = sampleMessage({ recipients: ['oncall@example.com'] });
    await addNotification(trx, { message, to: byMail(message), detectedAt: fixture.clock.now() });
    const gone = { state: 'dead' as const, settled_at: fixture.clock.now() };
    await trx.updateTable('outbox').set(gone).execute();
  });
  const web = await ServedWeb.start(fixture);
  web.receivers = ['oncall'];
  await fixture.run('silence', 'add', '--match', 'target=media', '--for', '1h');
  return {
    fixture,
    byFile: (...args: string[]) => fixture.run(...args),
    byDaemon: (...args: string[]) => runInTerminal([...args, '--url', web.url], fixture),
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

const WAYS = ['byFile', 'byDaemon'] as const;

describe.each(WAYS)('what is typed, %s,', (way) => {
  it.each([
    ['jobs', ['--state', 'failed'], JOB],
    ['jobs', ['--state', ' FAILED '], JOB],
    ['jobs', ['--state', 'Ｆailed'], JOB],
    ['jobs', ['--state', 'Queued'], 'b2'],
    ['jobs', ['--state', 'UNKNOWN'], 'b2'],
    ['jobs', ['--target', 'MEDIA'], JOB],
    ['jobs', ['--target', ' media '], JOB],
    ['incidents', ['--target', 'Media'], INCIDENT],
    ['incidents', ['--state', 'OPEN'], INCIDENT],
    ['incidents', ['--state', ' open '], INCIDENT],
    ['notifications', ['--state', 'Dead'], 'oncall'],
    ['incidents', ['--state', 'unacknowledged'], INCIDENT],
    ['notifications', ['--state', 'Undeliverable'], 'oncall'],
    ['notifications', ['--receiver', ' OnCall '], 'oncall'],
    ['notifications', ['resend', ' 1 '], 'notification 1'],
    ['notifications', ['resend', '#1'], 'notification 1'],
    ['notifications', ['resend', '１'], 'notification 1'],
    ['notifications', ['resend', '--all', '--receiver', 'ONCALL'], '1 notification is due again'],
    ['notifications', ['resend', '--all', '--since', ' 2 H '], '1 notification is due again'],
    ['ack', [` ${INCIDENT} `], `incident ${INCIDENT} acknowledged`],
    ['ack', [INCIDENT.toUpperCase()], `incident ${INCIDENT} acknowledged`],
    ['ack', [' F00DFEEDF0'], `incident ${INCIDENT} acknowledged`],
    ['incidents', ['close', ` ${INCIDENT.toUpperCase()}`], `incident ${INCIDENT} resolved`],
    ['incidents', ['resolve', INCIDENT], `incident ${INCIDENT} resolved`],
    ['silence', ['expire', ' #1 '], 'silence 1 ended'],
    ['silence', ['add', '--match', ' Target = media ', '--for', '1h 30M'], 'target=media'],
    ['silence', ['add', '--match', 'target=MEDIA', '--for', '1h'], 'target=media'],
    ['silence', ['add', '--match', 'state=failed', '--for', '1h'], 'state=Failed'],
    ['silence', ['add', '--match', 'severity=Critical', '--for', '1h'], 'severity=critical'],
    [
      'silence',
      ['add', '--match', `incident=${INCIDENT.toUpperCase()}`, '--for', '1h'],
      `incident=${INCIDENT}`,
    ],
    ['silence', ['add', '--match', 'incident=f00dfe', '--for', '1h'], `incident=${INCIDENT},`],
    ['silence', ['add', '--match', 'type=JOB', '--for', '1h'], 'type=Job'],
  ])('%s %j means what it shows', async (command, args, shown) => {
    await using filled = await startFilled();
    const { code, out, err } = await filled[way](command, ...args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(shown);
  });

  it.each([
    ['jobs', ['--target', 'medai'], 1, 'no target is called medai\nhint: did you mean media?\n'],
    ['jobs', ['--target', 'zzz'], 1, 'no target is called zzz\nhint: there are: media, archive\n'],
    ['jobs', ['--target', 'medai', '--json'], 1, 'no target is called medai\n'],
    ['incidents', ['--target', 'medai'], 1, 'no target is called medai\nhint: did you mean media?\n'],
    ['jobs', ['--state', 'Fialed'], 64, 'Submitted, Running, Success, Failed, Pause, Cancel'],
    ['jobs', ['--target', ' '], 64, 'must not be empty'],
    ['incidents', ['--target', ''], 64, 'must not be empty'],
    ['incidents', ['--state', 'opne'], 64, 'open, acknowledged, closed, all. Did you mean open?'],
    [
      'notifications',
      ['--receiver', 'oncal'],
      1,
      'no receiver is called oncal\nhint: did you mean oncall?\n',
    ],
    ['notifications', ['--receiver', 'zzz'], 1, 'no receiver is called zzz\nhint: there are: oncall'],
    ['notifications', ['--channel', 'nope'], 64, 'Allowed choices are email, webhook,'],
    ['notifications', ['--incident', 'abcdef012345'], 1, 'no incident abcdef012345\n'],
    [
      'notifications',
      ['resend', '--all', '--receiver', 'oncal'],
      1,
      'no receiver is called oncal\nhint: did you mean oncall?\n',
    ],
    ['notifications', ['resend', 'abc'], 64, 'It is a number, see `batchwatch notifications`.'],
    ['notifications', ['resend', '--all', '--since', 'yesterday'], 64, '--since: "yesterday" is no time'],
    ['silence', ['add', '--match', 'incident=f00dfa', '--for', '1h'], 1, 'no incident f00dfa\n'],
    ['silence', ['add', '--match', 'incident=f00', '--for', '1h'], 64, '"f00" is too short for an incident'],
    ['silence', ['expire', '1x'], 64, 'It is a number, see `batchwatch silence list`.'],
    ['silence', ['add', '--match', 'target=media', '--for', '1 fortnight'], 64, 'Write e.g. 30m, 2h or 3d.'],
  ])('%s %j is said to be wrong', async (command, args, code, said) => {
    await using filled = await startFilled();
    const ended = await filled[way](command, ...args);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(said);
  });

  it('lists what is kept of a target that is configured no more', async () => {
    await using filled = await startFilled();
    await filled.fixture.keep(knownJob({ jobId: 'old1' }), { target: 'removed' });
    const { code, out } = await filled[way]('jobs', '--target', 'removed');
    expect([code, out]).toEqual([0, expect.stringContaining('old1')]);
  });

  it('says in Chinese what is not known', async () => {
    await using filled = await startFilled({ language: 'zh-CN' });
    if (way === 'byDaemon') return;
    const { err } = await filled[way]('jobs', '--target', 'medai');
    expect(err).toBe('没有名为 medai 的目标\n提示：是否指 media？\n');
  });
});

describe('batchwatch explain', () => {
  it.each([` ${JOB} `, JOB.toUpperCase(), INCIDENT.toUpperCase(), ' F00DFE '])(
    'finds %j, whatever stands around it and in any case',
    async (id) => {
      await using filled = await startFilled();
      const { code, err } = await filled.byFile('explain', id);
      expect([code, err]).toEqual([0, '']);
    },
  );
});

describe('a span that is typed', () => {
  it.each([
    ['1h30m', HOUR + 30 * MINUTE],
    [' 2 H ', 2 * HOUR],
    ['９０m', 90 * MINUTE],
  ])('%j holds a silence for as long', async (span, length) => {
    await using fixture = new StoreFixture();
    expect((await fixture.run('silence', 'add', '--match', 'target=media', '--for', span)).code).toBe(0);
    const [silence] = await fixture.store.read((db) => silencesSince(db, -Infinity));
    expect((silence?.until ?? 0) - (silence?.from ?? 0)).toBe(length);
  });
});
