import { describe, expect, it, vi } from 'vitest';
import { channelsFromConfig } from '../../../src/app/channels-from-config.ts';
import { receiverPlans } from '../../../src/app/receiver-plans.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Language } from '../../../src/core/message/message.ts';
import { Delivery } from '../../../src/outbox/deliver.ts';
import { createLogger } from '../../../src/platform/log.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { AccessFixture } from '../../support/http/access-fixture.ts';
import { ServedWeb } from '../../support/http/served-web.ts';
import { type Reply, startScriptedServer } from '../../support/network/scripted-server.ts';
import { NOTIFIED_INCIDENT, openThread, putMessage, settle } from '../../support/outbox/outbox-fixture.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { TestClock } from '../../support/test-clock.ts';

/** A daemon whose receiver has a chat that answers `reply`, and a webhook that takes everything. */
async function startDaemon(reply: Reply = OK, { language = 'en' }: { language?: Language } = {}) {
  const server = await startScriptedServer(({ url }) => (url.startsWith('/wecom') ? reply : OK));
  const fixture = new StoreFixture({
    language,
    receivers: [
      {
        name: 'oncall',
        webhook: { url: `${server.url}/hook/s3cr3t` },
        wecom: { url: `${server.url}/wecom?key=s3cr3t` },
      },
    ],
  });
  const { store, clock } = fixture;
  const config = loadConfig({ path: fixture.file('batchwatch.yaml'), env: {} });
  const build = { version: '0', revision: 'unknown', node: '24' };
  const platform = { clock, random: () => 0, newId: () => 'id', env: {}, home: '/', hostname: 'test', build };
  const log = createLogger({ level: 'fatal' });
  const events = { delivered: () => {}, failed: () => {}, heldByRate: () => {} };
  const deliveries = channelsFromConfig(config, { ...platform, log }, () => Promise.resolve(store)).map(
    (channel) => new Delivery({ ...platform, log, store, channel, events }),
  );
  let offers = 0;
  const offer = async () => {
    offers += 1;
    await Promise.all(deliveries.map((one) => one.drain(new AbortController().signal)));
    offers -= 1;
  };
  const web = await ServedWeb.start({ store, clock, wakeDelivery: () => void (daemon.isAsleep || offer()) });
  web.receivers = ['oncall'];
  web.receiverPlans = receiverPlans(config);
  web.display = { ...web.display, language };
  const daemon = {
    /** True: it delivers nothing. */
    isAsleep: false,
    web,
    fixture,
    server,
    /** Runs the command by the daemon. Time passes until it ends, but not while something is offered. */
    run: async (...args: string[]) => {
      const all = ['test-notification', '--receiver', 'oncall', ...args, '--url', web.url];
      let isOver = false;
      const ended = runInTerminal(all, { clock: new TestClock() }).finally(() => (isOver = true));
      const untilOver = async () => {
        if (offers === 0) await clock.advance(SECOND);
        expect(isOver).toBe(true);
      };
      await vi.waitFor(untilOver, { timeout: 20_000 });
      return await ended;
    },
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
  return daemon;
}

const OK: Reply = { body: { errcode: 0, errmsg: 'ok' } };
const BAD: Reply = { body: { errcode: 93_000, errmsg: 'invalid webhook url, from ip: 192.0.2.7' } };

describe('test-notification by a daemon', () => {
  it('sends the test on the real path, and prints a line for each destination', async () => {
    await using daemon = await startDaemon();
    const { code, out, err } = await daemon.run('--author', 'ada');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^webhook 127\S+ #\w{8}: delivered: 200 .*\nwecom 127\S+ #\w{8}: delivered: 200 .*\n$/,
    );
    expect(out).not.toContain('s3cr3t');
    expect(daemon.server.asked.map(({ body }) => body).join()).toContain('ada');
  });

  it.each<[Language, string]>([
    ['en', 'permanent (permanent): 200 {"errcode":93000'],
    ['zh-CN', '投递失败（permanent）：200 {"errcode":93000'],
  ])('ends with 1 and the answer where a destination refuses it: %s', async (language, said) => {
    await using daemon = await startDaemon(BAD, { language });
    const { code, out } = await daemon.run('--channel', 'WeCom');
    expect(code).toBe(1);
    expect(out).toContain(said);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
  });

  it('sends the message of an incident, by the beginning of its id', async () => {
    await using daemon = await startDaemon();
    const thread = await openThread(daemon.fixture);
    const [entry = 0] = await putMessage(daemon.fixture, { incident: NOTIFIED_INCIDENT, thread });
    await settle(daemon.fixture, entry, 'sent');
    const { code, out } = await daemon.run('--incident', NOTIFIED_INCIDENT.slice(0, 7));
    expect(code, out).toBe(0);
    for (const { body } of daemon.server.asked)
      expect(body).toContain('It repeats a message of a real incident');
  });

  it('says what the last message met where a destination was not tried in time', async () => {
    await using daemon = await startDaemon(BAD);
    await daemon.run('--channel', 'wecom');
    daemon.isAsleep = true;
    const { code, out } = await daemon.run('--channel', 'wecom');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^(wecom 127\S+ #\w+): not tried yet; it stays in the outbox\n\1: the last message was not taken: permanent: /,
    );
  });

  it.each([
    [['--channel', 'wecon'], 'receiver oncall has no channel wecon\nhint: did you mean wecom?\n'],
    [['--incident', 'ffffffff'], 'no incident ffffffff\nhint: `batchwatch incidents --state all` lists'],
    [['--incident', NOTIFIED_INCIDENT], `no message about incident ${NOTIFIED_INCIDENT} was written yet`],
    [['--receiver', 'oncal'], 'no receiver is called oncal\nhint: did you mean oncall?\n'],
  ])('refuses %j, says why, and sends nothing', async (args, said) => {
    await using daemon = await startDaemon();
    await openThread(daemon.fixture);
    const { code, out, err } = await daemon.run(...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(said);
    expect(daemon.server.asked).toEqual([]);
  });

  it('says that it must wait when the receiver was tested several times in a minute', async () => {
    await using daemon = await startDaemon();
    for (let tests = 0; tests < 5; tests += 1) {
      const receiver = 'oncall';
      await putMessage(daemon.fixture, { kind: 'test', receiver });
    }
    const { code, err } = await daemon.run();
    expect([code, err]).toEqual([1, 'others have just tested this receiver\nhint: wait a minute\n']);
  });

  it('asks for a token where the daemon wants one', async () => {
    await using asking = await AccessFixture.start();
    const args = ['test-notification', '--receiver', 'oncall', '--url', asking.url];
    const { code, err } = await runInTerminal(args, asking);
    expect([code, err]).toEqual([1, expect.stringContaining('into BATCHWATCH_TOKEN')]);
  });

  it('ends with 69 where no daemon answers, and leaves the store file alone', async () => {
    await using fixture = new StoreFixture();
    const { code, err } = await fixture.run(
      'test-notification',
      '--receiver',
      'oncall',
      '--url',
      'http://127.0.0.1:9',
    );
    expect([code, err]).toEqual([69, expect.stringContaining('the daemon cannot be reached')]);
    expect(await fixture.store.read((db) => db.selectFrom('outbox').select('id').execute())).toEqual([]);
  });

  it('is left at once when somebody stops it', async () => {
    await using server = await startScriptedServer(() => 'hang');
    const args = ['test-notification', '--receiver', 'oncall', '--url', server.url];
    const { code } = await runInTerminal(args, { clock: new TestClock(), isStopped: true });
    expect(code).toBe(1);
  });
});
