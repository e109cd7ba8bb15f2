import { describe, expect, it, vi } from 'vitest';
import type { Message } from '../../../src/core/message/message.ts';
import { destinationName } from '../../../src/channel/base/http/destination-name.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { keepConversation } from '../../../src/store/outbox/conversations.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { type Reply, startScriptedServer } from '../../support/network/scripted-server.ts';
import { NOTIFIED_INCIDENT, openThread, putMessage, settle } from '../../support/outbox/outbox-fixture.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { textAt } from '../../support/vendors/vendor.ts';

const LINK = `http://localhost:9464/incidents/${NOTIFIED_INCIDENT}`;

/** The message of an incident that opened an hour ago. */
function incidentMessage(changes: Partial<Message> = {}): Partial<Message> {
  return {
    incident: NOTIFIED_INCIDENT,
    subject: 'Failed: AccessDenied (media), nightly-transcode',
    title: 'Failed: AccessDenied (media)',
    story: {
      state: 'open',
      labels: { target: 'media', state: 'Failed', code: 'AccessDenied' },
      reason: 'opened',
      openedAt: 0,
      jobs: 1,
      unresolved: 1,
      totals: [{ state: 'Failed', count: 1 }],
      added: 1,
      notes: [],
      acknowledgeUrl: `${LINK}/acknowledge?token=t`,
    },
    ...changes,
  };
}

/** A receiver on every channel whose other side keeps something by an incident's id, and a chat. */
function receiverAt(base: string) {
  const allowHttp = true;
  return {
    name: 'oncall',
    pagerduty: { routingKey: 'r'.repeat(32), url: base, allowHttp },
    alertmanager: { urls: [`${base}/am`], allowHttp },
    slack: { token: 'xoxb-s3cr3t', channel: 'C0123', apiUrl: base, allowHttp },
    wecom: { url: `${base}/wecom?key=s3cr3t`, mention: ['ada'], allowHttp },
    webhook: { url: `${base}/hook/s3cr3t`, allowHttp },
  };
}

/** Takes what every vendor is asked. */
function accept({ url }: { url: string }): Reply {
  if (url.startsWith('/v2/enqueue')) return { status: 202, body: {} };
  if (url.startsWith('/api/chat.postMessage')) return { body: { ok: true, ts: '2.2' } };
  return { body: { errcode: 0, errmsg: 'ok' } };
}

/** Puts the incident's first message into the outbox, and closes the store for a command that works alone. */
async function withIncident(fixture: StoreFixture, changes: Partial<Message> = {}): Promise<void> {
  const thread = await openThread(fixture);
  const [entry = 0] = await putMessage(fixture, { ...incidentMessage(changes), thread });
  await settle(fixture, entry, 'sent');
}

type Asked = Awaited<ReturnType<typeof startScriptedServer>>['asked'];

function bodiesAt(asked: Asked, path: string): string[] {
  return asked.filter(({ url }) => url.startsWith(path)).map(({ body }) => body);
}

describe('a test of a real incident', () => {
  it('says the same as its message on every channel, names who sent it, and leads to the incident', async () => {
    await using server = await startScriptedServer(accept);
    await using fixture = new StoreFixture({ receivers: [receiverAt(server.url)] });
    await withIncident(fixture);
    await fixture.store.close();
    const args = ['--receiver', 'oncall', '--incident', NOTIFIED_INCIDENT.slice(0, 8), '--author', 'ada'];
    const { code, out } = await fixture.run('test-notification', ...args);
    expect(code, out).toBe(0);
    expect(out).not.toContain('s3cr3t');
    const said = server.asked.filter(({ body }) => !body.includes('"resolve"'));
    expect(said).toHaveLength(5);
    for (const { url, body } of said) {
      expect(body, url).toContain('Test: ');
      expect(body, url).toContain('nightly-transcode');
      expect(body, url).toContain('This is a test by ada.');
      expect(body, url).toContain(LINK);
      expect(body, url).not.toContain('acknowledge?token');
    }
  });

  it('touches nothing that the other side keeps of the incident', async () => {
    await using server = await startScriptedServer(accept);
    await using fixture = new StoreFixture({ receivers: [receiverAt(server.url)] });
    await withIncident(fixture);
    const slack = { notification: 1, channel: 'slack', recipient: 'C0123' };
    await fixture.store.write((trx) => keepConversation(trx, slack, '1.1'));
    const before = await recordOf(fixture);
    await fixture.store.close();
    const args = ['--receiver', 'oncall', '--incident', NOTIFIED_INCIDENT, '--author', 'ada'];
    await fixture.run('test-notification', ...args);
    const { asked } = server;
    const events = bodiesAt(asked, '/v2/enqueue');
    expect(events.map((body) => textAt(body, 'event_action'))).toEqual(['trigger', 'resolve']);
    const [key, ...others] = new Set(events.map((body) => textAt(body, 'dedup_key')));
    expect(others).toEqual([]);
    expect(key).not.toContain(NOTIFIED_INCIDENT);
    const [alert = ''] = bodiesAt(asked, '/am');
    expect(textAt(alert, 0, 'labels', 'test')).toBe('true');
    expect(textAt(alert, 0, 'labels', 'rule')).toBe('failures');
    expect(textAt(alert, 0, 'labels', 'incident')).not.toBe(NOTIFIED_INCIDENT);
    expect(bodiesAt(asked, '/api/chat.postMessage')[0]).not.toContain('thread_ts');
    const [hook = ''] = bodiesAt(asked, '/hook');
    expect(textAt(hook, 'type')).toBe('test');
    expect(textAt(hook, 'data', 'incident', 'id')).not.toBe(NOTIFIED_INCIDENT);
    expect(hook).not.toContain('acknowledgeUrl');
    await fixture.reopen();
    expect(await recordOf(fixture)).toEqual(before);
  });

  it('reaches the one channel that is named, whatever severities it takes', async () => {
    await using server = await startScriptedServer(accept);
    const receiver = receiverAt(server.url);
    const wecom = { ...receiver.wecom, severities: ['info'] };
    await using fixture = new StoreFixture({ receivers: [{ ...receiver, wecom }] });
    await withIncident(fixture);
    await fixture.store.close();
    const args = ['--receiver', 'oncall', '--channel', 'WeCom', '--incident', NOTIFIED_INCIDENT];
    const { code, out } = await fixture.run('test-notification', ...args);
    expect(code, out).toBe(0);
    expect(out).toMatch(/^wecom 127\.0\.0\.1:\d+ #[0-9a-f]+: delivered: 200 .*\n$/);
    expect(server.asked.map(({ url }) => url.split('?')[0])).toEqual(['/wecom']);
  });

  it('repeats the newest message that does not close the incident', async () => {
    await using server = await startScriptedServer(accept);
    await using fixture = new StoreFixture({ receivers: [receiverAt(server.url)] });
    const thread = await openThread(fixture);
    await putMessage(fixture, { ...incidentMessage(), thread });
    await putMessage(fixture, { ...incidentMessage({ kind: 'reminder' }), thread });
    await putMessage(fixture, { ...incidentMessage({ kind: 'closing' }), thread });
    await fixture.store.close();
    const args = ['--receiver', 'oncall', '--channel', 'wecom', '--incident', NOTIFIED_INCIDENT];
    await fixture.run('test-notification', ...args);
    const [chat = ''] = bodiesAt(server.asked, '/wecom');
    expect(textAt(chat, 'markdown', 'content')).toContain('Unacknowledged.');
    // A reminder mentions nobody, and so does its test.
    expect(chat).not.toContain('<@ada>');
  });
});

/** All that is kept of the incident. */
async function recordOf({ store }: Pick<StoreFixture, 'store'>) {
  return await store.read(async (db) => ({
    incidents: await db.selectFrom('incident').selectAll().execute(),
    threads: await db.selectFrom('thread').selectAll().execute(),
    events: await db.selectFrom('incident_event').selectAll().execute(),
    conversations: await db.selectFrom('conversation').selectAll().execute(),
    notified: await db.selectFrom('notification').select('id').where('thread', 'is not', null).execute(),
  }));
}

describe('test-notification', () => {
  it.each([
    [['--channel', 'wecon'], 'receiver oncall has no channel wecon\nhint: did you mean wecom?\n'],
    [
      ['--channel', 'fax'],
      'receiver oncall has no channel fax\nhint: there are: webhook, alertmanager, wecom, slack, pagerduty\n',
    ],
    [['--incident', 'ffffffff'], 'no incident ffffffff\nhint: `batchwatch incidents --state all` lists'],
    [['--incident', 'id'], 'is too short for an incident'],
    [['--incident', NOTIFIED_INCIDENT], `no message about incident ${NOTIFIED_INCIDENT} was written yet`],
  ])('refuses %j, says why, and sends nothing', async (args, said) => {
    await using fixture = new StoreFixture({ receivers: [receiverAt('http://127.0.0.1:9')] });
    await openThread(fixture);
    const { code, out, err } = await fixture.run('test-notification', '--receiver', 'oncall', ...args);
    expect(code).not.toBe(0);
    expect(out).toBe('');
    expect(err).toContain(said);
    expect(await fixture.store.read((db) => db.selectFrom('outbox').select('id').execute())).toEqual([]);
  });

  it('asks all destinations side by side: one that hangs does not keep the others from answering', async () => {
    await using server = await startScriptedServer((request) =>
      request.url.startsWith('/hook') ? 'hang' : accept(request),
    );
    const { name, webhook, wecom } = receiverAt(server.url);
    await using fixture = new StoreFixture({ receivers: [{ name, webhook, wecom }] });
    await fixture.store.close();
    const running = fixture.run('test-notification', '--receiver', 'oncall');
    await vi.waitFor(() => expect(server.asked).toHaveLength(2));
    await fixture.clock.advance(20 * SECOND);
    const { code, out } = await running;
    expect(code).toBe(1);
    expect(out).toMatch(
      /^webhook 127\S+ #\w+: temporary \(timeout\): .+ is tried again\nwecom 127\S+ #\w+: delivered/,
    );
  });

  it.each([
    [
      'one',
      /^wecom wecom\.example #\w+: not tried .+\nwecom .+ was not taken: permanent: 200 errcode 93000\n$/,
    ],
    ['other', /^wecom wecom\.example #\w+: not tried yet; it stays in the outbox\n$/],
  ])('shows the last failure of the destination that it asks, not of another: %s', async (receiver, said) => {
    const receivers = ['one', 'other'].map((name) => ({
      name,
      wecom: { url: `https://wecom.example/${name}` },
    }));
    await using fixture = new StoreFixture({ receivers });
    const recipient = destinationName('wecom', new URL('https://wecom.example/one'));
    await fixture.store.write(async (trx) => {
      const to = [{ channel: 'wecom', recipients: [recipient] }];
      await addNotification(trx, { message: sampleMessage({ receiver: 'one' }), to, detectedAt: 0 });
      const answer = {
        outcome: 'permanent',
        reason: 'permanent',
        response: '200 errcode 93000',
        hint: null,
      } as const;
      const attempt = { outbox: 1, channel: 'wecom', started_at: 1, ended_at: 2, ...answer };
      await trx.insertInto('attempt').values(attempt).execute();
    });
    const { out } = await runInTerminal(
      ['test-notification', '--receiver', receiver, '--config', fixture.file('batchwatch.yaml')],
      { clock: fixture.clock, isStopped: true },
    );
    expect(out).toMatch(said);
  });
});
