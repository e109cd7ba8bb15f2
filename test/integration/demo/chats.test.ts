import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/core/message/message.ts';
import { createChatsApp } from '../../../src/demo/chats/chats-app.ts';
import { Chats } from '../../../src/demo/chats/chats.ts';
import { createMailboxApp } from '../../../src/demo/mailbox/mailbox-app.ts';
import { Mailbox } from '../../../src/demo/mailbox/mailbox.ts';
import { VENDOR_APPS } from '../../../src/demo/vendors/vendor-apps.ts';
import { readChats } from '../../looks/read-chats.ts';
import { sampleChats } from '../../looks/sample-chats.ts';
import { sampleJob, sampleMessage } from '../../support/mail/sample-message.ts';

/** The pages of the demo over these chats, in whatever language. */
function pagesOver(chats: Chats) {
  const both = { en: chats, 'zh-CN': chats };
  return createMailboxApp(new Mailbox({ onMail: () => {} }), 'UTC', createChatsApp(both, 'UTC'));
}

/** The part of the page that is the chat of one channel. */
function chatOf(page: string, channel: string): string {
  return new RegExp(`<section class="card chat ${channel}"[^]*?</section>`).exec(page)?.[0] ?? '';
}

const HOSTILE = '<script>alert(1)</script> [a](https://evil.example/) <https://evil.example/|b> <@ada> **c**';

describe.each(LANGUAGES)('the page of chats in %s', (language) => {
  it('shows one incident in every channel, from its opening to its end', async () => {
    const chats = await readChats(sampleChats(language)['incident'] ?? [], language);
    const page = await (await pagesOver(chats).request(`/chats/${language}`)).text();
    expect(page).toContain(`<html lang="${language}">`);
    for (const { channel, title } of VENDOR_APPS) {
      const chat = chatOf(page, channel);
      expect(chat, channel).toContain(`aria-label="${title[language]}"`);
      expect(chat, channel).toContain('AccessDenied');
    }
    const [, thread = ''] = chatOf(page, 'slack').split('<div class="thread">');
    expect(thread.match(/<article/g)).toHaveLength(2);
    // Their alert ended, and is one.
    for (const channel of ['pagerduty', 'alertmanager'])
      expect(chatOf(page, channel).match(/<article.*?|>resolved</g), channel).toEqual([
        expect.stringContaining('<article'),
        '>resolved<',
      ]);
  });

  it('shows hostile text as text, and no page runs or loads anything', async () => {
    const jobs = [
      sampleJob({ name: HOSTILE, message: HOSTILE, code: HOSTILE }),
      sampleJob({ name: HOSTILE }),
    ];
    const chats = await readChats([sampleMessage({ language, jobs })], language);
    const answer = await pagesOver(chats).request(`/chats/${language}`);
    const page = await answer.text();
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<b>c</b>');
    for (const { channel } of VENDOR_APPS) {
      const chat = chatOf(page, channel);
      expect(chat, channel).toContain('alert(1)');
      expect(chat, channel).not.toMatch(/href="[^"]*evil/);
    }
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'(?!.*script-src)/);
  });
});

describe('the page of chats', () => {
  it('leads to the language of the browser, and from there to the mails and the other language', async () => {
    const pages = pagesOver(new Chats());
    const to = async (language: string) =>
      (await pages.request('/chats', { headers: { 'accept-language': language } })).headers.get('location');
    expect([await to('zh-CN,zh;q=0.9'), await to('de,en;q=0.5'), await to('')]).toEqual([
      '/chats/zh-CN',
      '/chats/en',
      '/chats/en',
    ]);
    const page = await (await pages.request('/chats/en')).text();
    expect(page).toContain('<a href="/">');
    expect(page).toContain('<a href="/chats/zh-CN" lang="zh-CN">中文</a>');
    expect(page.match(/No message yet/g)).toHaveLength(VENDOR_APPS.length);
    expect(await (await pages.request('/')).text()).toContain('<a href="/chats">');
  });

  it('is not there where no chats are', async () => {
    const alone = createMailboxApp(new Mailbox({ onMail: () => {} }), 'UTC');
    expect((await alone.request('/chats')).status).toBe(404);
    expect(await (await alone.request('/')).text()).not.toContain('/chats');
  });

  it('keeps the last 50 messages of each vendor, newest first', () => {
    const chats = new Chats();
    const take = (content: string) =>
      chats.take({
        path: '/cgi-bin/webhook/send',
        body: JSON.stringify({ msgtype: 'markdown', markdown: { content } }),
        receivedAt: 0,
      });
    for (let at = 1; at <= 51; at += 1) expect(take(`message ${at}.`)).toEqual({ body: expect.anything() });
    const [wecom] = VENDOR_APPS;
    if (wecom === undefined) throw new Error('no vendor');
    const drawn = wecom.draw(chats.postsOf(wecom), { language: 'en', timezone: 'UTC' }).join('');
    expect(drawn.match(/message \d+\./g)?.slice(0, 2)).toEqual(['message 51.', 'message 50.']);
    expect(drawn).not.toContain('message 1.');
  });

  it.each([
    ['a body that no vendor knows', '/cgi-bin/webhook/send', '{"msgtype":"text"}'],
    ['no JSON', '/robot/send', '<xml>'],
    ['a card without a schema', '/open-apis/bot/v2/hook/x', '{"msg_type":"interactive","card":{}}'],
  ])('no vendor takes %s', (_what, path, body) => {
    expect(new Chats().take({ path, body, receivedAt: 0 })).toBeUndefined();
  });
});
