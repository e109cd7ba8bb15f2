import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { channelsFromConfig } from '../../../../src/app/channels-from-config.ts';
import { receiverPlans } from '../../../../src/app/receiver-plans.ts';
import { loadConfig } from '../../../../src/config/load.ts';
import { Delivery } from '../../../../src/outbox/deliver.ts';
import { MINUTE, NEVER, SECOND } from '../../../../src/platform/time.ts';
import { addNotification } from '../../../../src/store/outbox/notifications.ts';
import { accessAs } from '../../../support/http/web-over-store.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { type Reply, startScriptedServer } from '../../../support/network/scripted-server.ts';
import { NOTIFIED_INCIDENT, openThread, putMessage, settle } from '../../../support/outbox/outbox-fixture.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';

/** Pages over receivers with real channels to a scripted server; what is put into the outbox is offered at once. */
async function startReceivers(reply: (url: string) => Reply, access = accessAs('ada', ['read', 'write'])) {
  const server = await startScriptedServer(({ url }) => reply(url));
  const wecom = { url: `${server.url}/wecom?key=s3cr3t`, severities: ['critical'], language: 'zh-CN' };
  const fixture = new StoreFixture({
    receivers: [
      { name: 'oncall', wecom, webhook: { url: `${server.url}/hook/s3cr3t` } },
      {
        name: 'nobody',
        webhook: { url: `${server.url}/hook/s3cr3t` },
        fallback: { receivers: ['oncall'], after: '90s' },
      },
    ],
    rules: [{ name: 'failures', receivers: ['oncall'] }],
    watchdog: { receivers: ['oncall'] },
  });
  const config = loadConfig({ path: fixture.file('batchwatch.yaml'), env: {} });
  const { store, clock } = fixture;
  const log = pino({ enabled: false });
  const build = { version: '0', revision: 'unknown', node: '24' };
  const surroundings = { env: {}, home: '/', hostname: 'test', build };
  const platform = { clock, log, random: () => 0, newId: () => 'id', ...surroundings };
  const events = { delivered: () => {}, failed: () => {}, heldByRate: () => {} };
  const deliveries = channelsFromConfig(config, platform, () => Promise.resolve(store)).map(
    (channel) => new Delivery({ ...platform, store, channel, events }),
  );
  const offer = () => Promise.all(deliveries.map((one) => one.drain(new AbortController().signal)));
  const web = await ServedWeb.start({ store, clock, wakeDelivery: () => void offer() }, access);
  web.receiverPlans = receiverPlans(config);
  /** Waits until all that was put into the outbox is settled, and lets the one who waits for it see that. */
  const settled = async <T>(asking: Promise<T>): Promise<T> => {
    await vi.waitFor(async () => {
      const entries = await store.read((db) => db.selectFrom('outbox').select('state').execute());
      const open = entries.filter(({ state }) => state === 'pending' || state === 'claimed');
      expect([entries.length > 0, open]).toEqual([true, []]);
    });
    await clock.advance(SECOND);
    return await asking;
  };
  return {
    web,
    fixture,
    server,
    submit: (path: string, fields?: Readonly<Record<string, string>>) => settled(web.submit(path, fields)),
    settled,
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const OK: Reply = { body: { errcode: 0, errmsg: 'ok' } };
const BAD: Reply = { body: { errcode: 93_000, errmsg: 'invalid webhook url, from ip: 192.0.2.7' } };

/** Takes everything, but what goes to this path. */
function refusing(path: string): (url: string) => Reply {
  return (url) => (url.startsWith(path) ? BAD : OK);
}

describe('the page of receivers', () => {
  it('shows each with its ways, who notifies it, and how things stand, without a secret', async () => {
    await using all = await startReceivers(() => OK);
    const page = await all.web.page('/receivers');
    expect(page).not.toContain('s3cr3t');
    for (const text of ['oncall', 'failures, watchdog', 'wecom', 'critical', 'Chinese, ', 'Asia/Shanghai'])
      expect(page).toContain(text);
    expect(page).toContain('no rule: nothing notifies this receiver');
    expect(page).toMatch(/<a href="\/receivers"\s+aria-current="page"/);
  });

  it('says who stands in for a receiver, and after how long; nothing where nobody does', async () => {
    await using all = await startReceivers(() => OK);
    const said = 'oncall, when a message waits for 1 min 30 s or is undeliverable';
    expect((await all.web.page('/receivers')).split('<dt>Fallback</dt>').slice(1)).toEqual([
      expect.stringContaining(said),
    ]);
    all.web.display = { ...all.web.display, language: 'zh-CN' };
    expect(await all.web.page('/receivers')).toContain('oncall（消息等待满 1 分钟 30 秒或投递失败时）');
  });

  it('sends a test, in the name of who is signed in, and shows the answer of each destination', async () => {
    await using all = await startReceivers(refusing('/wecom'));
    const answer = await all.submit('/receivers/oncall/test');
    expect(answer.status).toBe(303);
    const page = await all.web.page(answer.headers.get('location') ?? '');
    expect(page).toContain('Test sent to oncall');
    expect(page).toContain('undeliverable</span>');
    expect(page).toContain('delivered</span>');
    expect(page).toContain('invalid webhook url, from ip: ***');
    expect(page).not.toContain('s3cr3t');
    expect(all.server.asked.map(({ body }) => body).join()).toContain('ada');
  });

  it('tests one channel alone', async () => {
    await using all = await startReceivers(() => OK);
    await all.submit('/receivers/oncall/test', { channel: 'wecom' });
    expect(all.server.asked.map(({ url }) => url.split('?')[0])).toEqual(['/wecom']);
  });

  it('says that a destination has not answered yet when one hangs', async () => {
    await using all = await startReceivers((url) => (url.startsWith('/hook') ? 'hang' : OK));
    const asking = all.web.submit('/receivers/oncall/test');
    await vi.waitFor(() => expect(all.server.asked).toHaveLength(2));
    await all.fixture.clock.advance(10 * SECOND);
    const page = await all.web.page((await asking).headers.get('location') ?? '');
    expect(page).toContain('Not all have answered.');
    await all.fixture.clock.advance(10 * SECOND);
  });

  it.each([
    ['nobody-there', {}, 404, 'There is no such receiver.'],
    ['oncall', { channel: 'fax' }, 422, 'The receiver has no such channel.'],
  ])('refuses a test of %s with %j', async (name, fields, status, said) => {
    await using all = await startReceivers(() => OK);
    const answer = await all.web.submit(`/receivers/${name}/test`, fields);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(said);
    expect(all.server.asked).toEqual([]);
  });

  it('says of a way that is gone that it waits for another configuration, not for the year 9999', async () => {
    await using all = await startReceivers(() => OK);
    const { store } = all.fixture;
    const [route] = all.web.receiverPlans?.find(({ name }) => name === 'nobody')?.routes ?? [];
    if (route === undefined) throw new Error('no route');
    await store.write(async (trx) => {
      await addNotification(trx, {
        message: sampleMessage({ receiver: 'nobody' }),
        to: [route],
        detectedAt: 0,
      });
      await trx.updateTable('outbox').set({ held_by: 'channel', next_attempt_at: NEVER }).execute();
    });
    const page = await all.web.page('/receivers');
    expect(page).toContain('until the configuration names another address');
    expect(page).not.toContain('9999-');
  });

  it('takes five tests of a receiver in a minute, and others after that', async () => {
    await using all = await startReceivers(() => OK);
    const test = async (name: string) => (await all.submit(`/receivers/${name}/test`)).status;
    for (let tests = 0; tests < 5; tests += 1) expect(await test('oncall')).toBe(303);
    expect(await test('oncall')).toBe(429);
    expect(await test('nobody')).toBe(303);
    await all.fixture.clock.advance(MINUTE + SECOND);
    expect(await test('oncall')).toBe(303);
  });

  it('has no button, and takes no test, where a reader may not write', async () => {
    await using all = await startReceivers(() => OK, accessAs('bob', ['read']));
    expect(await all.web.page('/receivers')).not.toContain('<button');
    expect((await all.web.submit('/receivers/oncall/test')).status).toBe(403);
    expect(all.server.asked).toEqual([]);
  });
});

describe('the API of receivers', () => {
  it('lists them, and answers a test of an incident with what became of each copy', async () => {
    await using all = await startReceivers(refusing('/wecom'));
    const [entry = 0] = await putMessage(all.fixture, {
      incident: NOTIFIED_INCIDENT,
      receiver: 'oncall',
      thread: await openThread(all.fixture),
    });
    await settle(all.fixture, entry, 'sent');
    const body = { incident: NOTIFIED_INCIDENT, author: 'eve' };
    const { status, json } = await all.settled(all.web.post('/receivers/oncall/test', body));
    expect(status).toBe(200);
    expect(json['items']).toMatchObject([
      { channel: 'webhook', kind: 'test', state: 'sent' },
      { channel: 'wecom', kind: 'test', state: 'dead', lastAttempts: [{ reason: 'permanent' }] },
    ]);
    const { json: list } = await all.web.api('/receivers');
    expect(list['items']).toMatchObject([
      {
        name: 'oncall',
        rules: ['failures', 'watchdog'],
        destinations: [
          { channel: 'webhook', waiting: 0, undeliverable: 0, lastDeliveredAt: expect.any(String) },
          {
            channel: 'wecom',
            severities: ['critical'],
            undeliverable: 1,
            lastFailure: { reason: 'permanent' },
          },
        ],
      },
      { name: 'nobody', rules: [], fallback: { receivers: ['oncall'], afterSeconds: 90 } },
    ]);
    expect(list['items']).not.toHaveProperty([0, 'fallback']);
    expect(JSON.stringify([json, list])).not.toContain('s3cr3t');
  });

  it.each([
    ['none', {}, 404],
    ['oncall', { channel: 'fax' }, 422],
    ['oncall', { incident: 'nope' }, 422],
  ])('refuses a test of %s with %j', async (name, body, status) => {
    await using all = await startReceivers(() => OK);
    expect((await all.web.post(`/receivers/${name}/test`, body)).status).toBe(status);
    expect(all.server.asked).toEqual([]);
  });
});
