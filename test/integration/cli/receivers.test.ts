import { describe, expect, it } from 'vitest';
import { receiverPlans } from '../../../src/app/receiver-plans.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Language } from '../../../src/core/message/message.ts';
import { HOUR, NEVER } from '../../../src/platform/time.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { hintText } from '../../../src/render/words/delivery-hint-words.ts';
import { ServedWeb } from '../../support/http/served-web.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { startScriptedServer } from '../../support/network/scripted-server.ts';
import { settle } from '../../support/outbox/outbox-fixture.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { TestClock } from '../../support/test-clock.ts';

const RECEIVERS = [
  {
    name: 'oncall',
    email: { to: ['ada@example.com', 'ben@example.com'] },
    wecom: { url: 'https://wecom.example/?key=s3cr3t', severities: ['critical', 'warning'] },
    fallback: { receivers: ['lead', 'boss'], after: '90s' },
  },
  { name: 'lead', webhook: { url: 'https://hook.example/s3cr3t' } },
  { name: 'boss', email: { to: ['boss@example.com'] } },
];

let messages = 0;

/** A store in which something waits, was delivered, was refused, is paused and is gone, beside its configuration. */
class ReceiverFixture extends StoreFixture {
  constructor(language: Language) {
    super({
      language,
      receivers: RECEIVERS,
      rules: [{ name: 'failures', receivers: ['oncall'] }],
      watchdog: { receivers: ['oncall'] },
    });
  }

  plans() {
    return receiverPlans(loadConfig({ path: this.file('batchwatch.yaml'), env: {} }));
  }

  /** Fills the store. */
  async fill(): Promise<this> {
    const [oncall, lead] = this.plans();
    if (oncall === undefined || lead === undefined) throw new Error('no receivers');
    const put = ({ name: receiver, routes }: typeof oncall) =>
      this.store.write((trx) =>
        addNotification(trx, {
          message: sampleMessage({
            messageId: `<${(messages += 1)}.1@x>`,
            receiver,
            createdAt: this.clock.now(),
          }),
          to: routes,
          detectedAt: 0,
        }),
      );
    await put(oncall);
    await this.clock.advance(HOUR);
    await put(oncall);
    await put(lead);
    const now = this.clock.now();
    await this.store.write(async (trx) => {
      const hold = (channel: string, until: number) =>
        trx
          .updateTable('outbox')
          .set({ held_by: 'channel', next_attempt_at: until })
          .where('channel', '=', channel)
          .execute();
      await hold('wecom', now + HOUR);
      await hold('webhook', NEVER);
    });
    await settle(this, 1, 'dead');
    await settle(this, 2, 'sent');
    return this;
  }
}

/** What the command prints on the store and by a daemon over it. */
async function bothWays(language: Language, args: readonly string[], columns?: number) {
  await using fixture = await new ReceiverFixture(language).fill();
  await using web = await ServedWeb.start(fixture);
  web.display = { ...web.display, language };
  web.receiverPlans = fixture.plans();
  const at = { clock: fixture.clock, columns };
  const config = fixture.file('batchwatch.yaml');
  return {
    byFile: await runInTerminal(['receivers', ...args, '--config', config], at),
    byDaemon: await runInTerminal(['receivers', ...args, '--url', web.url], at),
  };
}

describe('batchwatch receivers', () => {
  it.each<[Language, string[], number | undefined]>([
    ['en', [], undefined],
    ['en', [], 80],
    ['zh-CN', [], undefined],
    ['zh-CN', [], 80],
    ['en', ['--json'], 80],
  ])('prints the same on the store file and by a daemon: %s %j %s', async (language, args, columns) => {
    const { byFile, byDaemon } = await bothWays(language, args, columns);
    expect(byDaemon).toEqual(byFile);
    expect([byFile.code, byFile.err]).toEqual([0, '']);
    expect(byFile.out).not.toContain('s3cr3t');
  });

  it('has a line for each destination: how it stands, who notifies it, who stands in', async () => {
    const { byFile } = await bothWays('en', []);
    const [head, ...rows] = byFile.out.trimEnd().split('\n');
    expect(head?.split(/ {2,}/)).toEqual([
      'RECEIVER',
      'DESTINATION',
      'NOTIFIED BY',
      'SEVERITIES',
      'WAITING',
      'UNDELIVERABLE',
      'LAST DELIVERED (Asia/Shanghai)',
      'LAST FAILURE',
      'PAUSED',
      'FALLBACK',
    ]);
    expect(rows.map((row) => row.replaceAll(/ {2,}/g, ' | ').replace(/#\w{8}/, '#'))).toEqual([
      'oncall | ada@example.com | failures, watchdog | all | 1, oldest 2024-06-27 16:23:10 | 1 | never | ' +
        `2024-06-27 16:23:10, permanent: 550 no such user (${hintText('unknown-recipient')}) | lead, boss after 1 min 30 s`,
      'oncall | ben@example.com | failures, watchdog | all | 1, oldest 2024-06-27 16:23:10 | 0 | ' +
        '2024-06-27 16:23:10 | lead, boss after 1 min 30 s',
      'oncall | wecom wecom.example # | failures, watchdog | critical, warning | ' +
        '2, oldest 2024-06-27 15:23:10 | 0 | never | until 2024-06-27 17:23:10 | lead, boss after 1 min 30 s',
      'lead | webhook hook.example # | no rule | all | 1, oldest 2024-06-27 16:23:10 | 0 | never | ' +
        'until the configuration names another address',
      'boss | boss@example.com | no rule | all | 0 | 0 | never',
    ]);
  });

  it('is readable on a terminal of 80 columns', async () => {
    const { byFile } = await bothWays('en', [], 80);
    const blocks = byFile.out.split('\n\n');
    expect(blocks).toHaveLength(5);
    expect(Math.max(...byFile.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(blocks[4]?.trimEnd().split('\n')).toEqual([
      'RECEIVER                        boss',
      'DESTINATION                     boss@example.com',
      'NOTIFIED BY                     no rule',
      'SEVERITIES                      all',
      'WAITING                         0',
      'UNDELIVERABLE                   0',
      'LAST DELIVERED (Asia/Shanghai)  never',
    ]);
  });

  it('says so where a daemon of an older version has no list of them', async () => {
    await using server = await startScriptedServer(({ url }) =>
      url.endsWith('/status')
        ? { body: { language: 'en', timezone: 'UTC' } }
        : { status: 404, body: { status: 404, title: 'no such resource', detail: 'See the document.' } },
    );
    const test = ['test-notification', '--receiver', 'oncall', '--author', 'ada'];
    for (const args of [['receivers'], test, [...test, '--channel', 'wecom']]) {
      const ended = await runInTerminal([...args, '--url', server.url], { clock: new TestClock() });
      expect([ended.code, ended.out]).toEqual([1, '']);
      expect(ended.err).toContain('hint: The daemon is of an older version');
    }
  });
});
