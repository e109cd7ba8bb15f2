import { describe, expect, it } from 'vitest';
import { addNotification } from '../../../../src/store/outbox/notifications.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { NOTIFIED_INCIDENT, openThread, settle } from '../../../support/outbox/outbox-fixture.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';

/** Three messages of an incident by mail and to a chat: the odd entries by mail, 1 sent, 2 undeliverable. */
async function startFilled() {
  const fixture = new StoreFixture();
  const web = await ServedWeb.start(fixture);
  const thread = await openThread(fixture);
  const to = [
    { channel: 'email', recipients: ['oncall@example.com'] },
    { channel: 'wecom', recipients: ['wecom.example #1'] },
  ];
  for (const messageId of ['<1@x>', '<2@x>', '<3@x>']) {
    const message = sampleMessage({ messageId, receiver: 'oncall', incident: NOTIFIED_INCIDENT });
    await fixture.store.write((trx) => addNotification(trx, { message, to, detectedAt: 0, thread }));
  }
  await settle(fixture, 1, 'sent');
  await settle(fixture, 2, 'dead');
  return {
    web,
    fixture,
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

const OTHERS = [
  ['', [6, 4, 2]],
  ['&state=waiting', [6, 4]],
  ['&state=dead', [2]],
  ['&state=sent', []],
  ['&receiver=oncall', [6, 4, 2]],
  ['&receiver=oncall&state=waiting', [6, 4]],
  [`&incident=${NOTIFIED_INCIDENT}`, [6, 4, 2]],
  [`&incident=${NOTIFIED_INCIDENT}&state=dead`, [2]],
] as const;

describe('notifications of one channel', () => {
  it.each(OTHERS)('are listed by the API with %j, page by page', async (others, expected) => {
    await using filled = await startFilled();
    const seen: number[] = [];
    let cursor = '';
    do {
      const { json } = await filled.web.api(`/notifications?channel=wecom&limit=2${others}${cursor}`);
      const { items, next } = json as { items: { id: number }[]; next?: string };
      seen.push(...items.map(({ id }) => id));
      cursor = next === undefined ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(seen).toEqual(expected);
  });

  it('are shown by the page, which keeps the channel in its links and its form', async () => {
    await using filled = await startFilled();
    const page = await filled.web.page('/notifications?channel=wecom&state=all');
    expect([...new Set(page.match(/&lt;\d@x&gt;/g))]).toEqual(['&lt;3@x&gt;', '&lt;2@x&gt;', '&lt;1@x&gt;']);
    expect(page).not.toContain('oncall@example.com');
    expect(page).toMatch(/<option value="wecom"\s+selected>/);
    expect(page).toContain('/notifications?state=sent&amp;channel=wecom');
    // It would send all that is undeliverable on other channels, too.
    expect(page).not.toContain('action="/notifications/resend"');
  });

  it('are printed by the command, the same on the store and by a daemon', async () => {
    await using filled = await startFilled();
    const args = ['notifications', '--channel', 'WeCom', '--state', 'all', '--json'];
    const byFile = await filled.fixture.run(...args);
    expect(JSON.parse(byFile.out)).toMatchObject([{ id: 6 }, { id: 4 }, { id: 2 }]);
    expect(await runInTerminal([...args, '--url', filled.web.url], filled.fixture)).toEqual(byFile);
  });

  it('are not those of a channel that does not exist: the command names the nearest', async () => {
    await using filled = await startFilled();
    const { code, err } = await filled.fixture.run('notifications', '--channel', 'wecon');
    expect([code, err]).toEqual([64, expect.stringContaining('Did you mean wecom?')]);
  });

  it.each([
    ['channel=nope', 'channel', 'no such channel: there are email, webhook, alertmanager, wecom, dingtalk,'],
    ['channel=', 'channel', 'no such channel: there are email,'],
    ['channel=WeCom&state=dead', 'channel', 'no such channel'],
    ['receiver=nope', 'receiver', 'no such receiver: there are oncall, boss'],
    ['receiver=&state=sent', 'receiver', 'no such receiver: there are oncall, boss'],
  ])('with %s are refused by the API, and the page says what there is', async (query, path, said) => {
    await using filled = await startFilled();
    const { status, json } = await filled.web.api(`/notifications?${query}`);
    expect([status, json]).toMatchObject([
      400,
      { title: 'the request is not valid', errors: [{ path, message: expect.stringContaining(said) }] },
    ]);
    const page = await filled.web.page(`/notifications?${query}`);
    const names = path === 'channel' ? 'email, webhook, ' : 'oncall, boss.';
    if (/=(?:&|$)/.test(query)) expect(page).not.toContain('No such');
    else expect(page).toContain(`No such ${path}. There are: ${names}`);
  });

  it('of a receiver that is configured no more are listed, in each state', async () => {
    await using filled = await startFilled();
    filled.web.receivers = ['boss'];
    for (const state of ['waiting', 'sent', 'dead'])
      expect((await filled.web.api(`/notifications?receiver=oncall&state=${state}`)).status).toBe(200);
  });

  it('are not what `resend --all` narrows by', async () => {
    await using filled = await startFilled();
    const { code } = await filled.fixture.run('notifications', 'resend', '--all', '--channel', 'wecom');
    expect(code).toBe(64);
  });
});
