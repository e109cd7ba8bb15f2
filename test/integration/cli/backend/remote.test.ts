import { describe, expect, it } from 'vitest';
import { hintText } from '../../../../src/render/words/delivery-hint-words.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { openThread, putMessage, settle, NOTIFIED_INCIDENT } from '../../../support/outbox/outbox-fixture.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';

/** Two incidents, a dead notification (1), a sent one (2), one that waits (3), and a job in each of two states. */
async function fill(fixture: StoreFixture): Promise<void> {
  const thread = await openThread(fixture);
  await fixture.clock.advance(SECOND);
  await openThread(fixture, '5fa2c3ffffffffff');
  const notified = { thread, incident: NOTIFIED_INCIDENT };
  const [dead = 0] = await putMessage(fixture, notified);
  const [sent = 0] = await putMessage(fixture, notified);
  await putMessage(fixture, { receiver: 'boss' });
  await settle(fixture, dead, 'dead');
  await settle(fixture, sent, 'sent');
  const failed = { jobId: 'j1', state: 'Failed', code: 'AccessDenied', message: 'n\u202Eo', name: '夜间' };
  await fixture.keep(knownJob({ ...failed, changedAt: fixture.clock.now() }));
  await fixture.keep(knownJob({ jobId: 'j2', changedAt: fixture.clock.now() + MINUTE }));
}

/** Both receivers of the notifications. */
const RECEIVERS = {
  receivers: ['oncall', 'boss'].map((name) => ({ name, email: { to: [`${name}@example.com`] } })),
};

/** What a command prints on the store and by a daemon over an equal one. */
async function bothWays(commands: readonly (readonly string[])[], env: Record<string, string> = {}) {
  await using here = new StoreFixture(RECEIVERS);
  await using there = new StoreFixture(RECEIVERS);
  await using web = await ServedWeb.start(there);
  for (const fixture of [here, there]) await fill(fixture);
  const byFile: unknown[] = [];
  const byDaemon: unknown[] = [];
  for (const args of commands) {
    byFile.push(await here.run(...args));
    const at = { clock: there.clock, env };
    byDaemon.push(await runInTerminal([...args, '--url', web.url], at));
  }
  return { byFile, byDaemon };
}

describe('a command prints the same on the store file and by a daemon', () => {
  it.each([
    [[['incidents']]],
    [[['incidents', '--json']]],
    [[['incidents', '--state', 'closed']]],
    [[['incidents', '--target', 'media', '--json']]],
    [
      [
        ['ack', NOTIFIED_INCIDENT, '--author', 'alice', '--comment', 'on it'],
        ['incidents', '--json'],
      ],
    ],
    [
      [
        ['ack', '5fa2c3d4', '--author', 'alice'],
        ['ack', '5fa2c3d4', '--author', 'bob'],
      ],
    ],
    [[['ack', '5fa2c3']]],
    [[['ack', 'f00']]],
    [[['ack', 'f00dfeed']]],
    [[['ack', '']]],
    [[['ack', '%2e%2e/..?#']]],
    [
      [
        ['incidents', 'close', '5fa2c3d4'],
        ['incidents', 'close', '5fa2c3d4'],
        ['ack', '5fa2c3d4'],
      ],
    ],
    [[['silence', 'list']]],
    [
      [
        ['silence', 'add', '--match', 'target=media', '--for', '2h', '--author', 'alice'],
        ['silence', 'add', '--match', 'name=n*', '--match', 'state=Pause', '--for', '30m', '--comment', 'x'],
        ['silence', 'list'],
        ['silence', 'list', '--json'],
        ['silence', 'expire', '1', '--author', 'bob'],
        ['silence', 'expire', '1'],
        ['silence', 'expire', '99'],
        ['silence', 'expire', '2'],
        ['silence', 'list', '--all'],
        ['silence', 'list', '--all', '--json'],
      ],
    ],
    [[['silence', 'add', '--match', 'target=medio', '--from', '2024-06-27 22:00', '--for', '30m']]],
    [[['silence', 'add', '--match', 'target=media', '--until', '2020-01-01 00:00']]],
    [[['silence', 'add', '--match', 'target=media', '--until', '2030-01-01 00:00']]],
    [[['silence', 'add', '--match', 'target=media', '--for', '367d']]],
    [
      [
        [
          'silence',
          'add',
          '--match',
          'target=media',
          '--from',
          '2020-01-01 00:00',
          '--until',
          '2024-06-28 09:00',
        ],
      ],
    ],
    [[['notifications']]],
    [[['notifications', '--json']]],
    [[['notifications', '--state', 'all', '--json']]],
    [[['notifications', '--state', 'sent', '--receiver', 'boss']]],
    [[['notifications', '--state', 'all', '--incident', NOTIFIED_INCIDENT]]],
    [
      [
        ['notifications', 'resend', '1', '--author', 'alice'],
        ['notifications', '--json'],
        ['notifications', 'resend', '1'],
        ['notifications', 'resend', '99'],
      ],
    ],
    [
      [
        ['notifications', 'resend', '--all', '--receiver', 'boss'],
        ['notifications', 'resend', '--all', '--since', '1h', '--author', 'alice'],
        ['notifications', '--json'],
        ['notifications', 'resend', '--all'],
        ['notifications', 'resend', '--all', '--since', 'yesterday'],
      ],
    ],
  ])('%j', async (commands) => {
    const { byFile, byDaemon } = await bothWays(commands);
    expect(withoutMessageIds(byDaemon)).toEqual(withoutMessageIds(byFile));
    // What is empty on both sides would be equal, too.
    expect(JSON.stringify(byFile)).toMatch(/"(out|err)":"[^"]/);
  });

  it('in the language and the zone of the daemon', async () => {
    await using fixture = new StoreFixture({ language: 'zh-CN' });
    await using web = await ServedWeb.start(fixture);
    web.display = { ...web.display, language: 'zh-CN' };
    await fill(fixture);
    const byDaemon = await runInTerminal(['incidents', '--url', web.url], fixture);
    expect(byDaemon).toEqual(await fixture.run('incidents'));
    expect(byDaemon.out).toContain('Asia/Shanghai');
  });

  it('asks for no configuration, and takes the address from the environment', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    await fill(fixture);
    const at = {
      clock: fixture.clock,
      env: { BATCHWATCH_URL: `${web.url}/`, BATCHWATCH_CONFIG: '/nonexistent' },
    };
    const { code, out } = await runInTerminal(['incidents'], at);
    expect([code, out]).toEqual([0, expect.stringContaining(NOTIFIED_INCIDENT)]);
    expect((await runInTerminal(['notifications', 'resend', '1'], at)).code).toBe(0);
    expect(web.wakes).toBe(1);
  });

  it('gathers lists of more than one page', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    for (let made = 0; made < 501; made += 1) await putMessage(fixture);
    const { out } = await runInTerminal(['notifications', '--json', '--url', web.url], fixture);
    expect(JSON.parse(out)).toHaveLength(501);
  });
});

describe('batchwatch notifications', () => {
  it('lists by default what was not delivered, with why', async () => {
    await using fixture = new StoreFixture();
    await fill(fixture);
    const { out } = await fixture.run('notifications');
    expect(out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'ID | STATE | MADE (Asia/Shanghai) | RECEIVER | RECIPIENT | WHAT | INCIDENT | ATTEMPTS | WHY',
      '3 | waiting | 2024-06-27 15:23:11 | boss | oncall@example.com | Failed (media) (opened) | 0 | due',
      `1 | undeliverable | 2024-06-27 15:23:11 | oncall | oncall@example.com | Failed (media) (opened) | ${NOTIFIED_INCIDENT} | 1 | permanent: 550 no such user (${hintText('unknown-recipient')})`,
      '',
    ]);
  });

  it('resends what was given up, and explain says who wanted it', async () => {
    await using fixture = new StoreFixture();
    await fill(fixture);
    expect(await fixture.run('notifications', 'resend', '1', '--author', 'alice')).toEqual({
      code: 0,
      out: 'notification 1 is due again: the same message, for that recipient only\n',
      err: '',
    });
    expect((await fixture.run('explain', NOTIFIED_INCIDENT)).out).toContain(
      'undeliverable before, to be sent again: oncall@example.com: alice',
    );
    expect((await fixture.run('notifications', 'resend', '1')).code).toBe(1);
    expect((await fixture.run('notifications', 'resend', 'x')).code).toBe(64);
  });
});

describe('batchwatch notifications resend --all', () => {
  it('sends all undeliverable notifications again, and says how many', async () => {
    await using fixture = new StoreFixture();
    await fill(fixture);
    expect(await fixture.run('notifications', 'resend', '--all', '--since', '1h')).toEqual({
      code: 0,
      out: '1 notification is due again: the same messages, once each\n',
      err: '',
    });
    expect(await fixture.run('notifications', 'resend', '--all')).toEqual({
      code: 0,
      out: 'nothing to send again: no such notification is undeliverable\n',
      err: '',
    });
  });

  it('sends to the named receiver alone', async () => {
    await using fixture = new StoreFixture(RECEIVERS);
    await fill(fixture);
    const { out } = await fixture.run('notifications', 'resend', '--all', '--receiver', 'boss');
    expect(out).toBe('nothing to send again: no such notification is undeliverable\n');
    expect((await fixture.run('notifications', 'resend', '--all', '--receiver', 'oncall')).out).toMatch(
      /^1 /,
    );
  });

  it('fails while a copy stays undeliverable, for its receiver is gone', async () => {
    await using fixture = new StoreFixture();
    await fill(fixture);
    const [gone = 0] = await putMessage(fixture, { receiver: 'former' });
    await settle(fixture, gone, 'dead');
    const { code, out, err } = await fixture.run('notifications', 'resend', '--all');
    expect([code, out]).toEqual([1, '1 notification is due again: the same messages, once each\n']);
    expect(err).toContain('1 stay undeliverable: their receiver is no longer configured');
  });

  it.each([
    [['resend']],
    [['resend', '1', '--all']],
    [['resend', '1', '--receiver', 'oncall']],
    [['resend', '1', '--since', '1h']],
    [['resend', '--all', '--incident', NOTIFIED_INCIDENT]],
    [['resend', '--all', '--state', 'sent']],
    [['resend', '--all', '--since', 'yesterday']],
  ])('%j is wrong usage', async (args) => {
    await using fixture = new StoreFixture();
    await fill(fixture);
    expect((await fixture.run('notifications', ...args)).code).toBe(64);
    expect((await fixture.run('notifications', '--state', 'dead', '--json')).out).toContain(
      '"state": "dead"',
    );
  });
});

/** Each store has its own. */
function withoutMessageIds(printed: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(printed).replaceAll(/<\d+\.1@/g, '<1@'));
}
