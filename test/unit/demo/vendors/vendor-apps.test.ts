import { describe, expect, it } from 'vitest';
import { VENDOR_APPS } from '../../../../src/demo/vendors/vendor-apps.ts';
import { VENDORS } from '../../../support/vendors/vendors.ts';

const READER = { language: 'en', timezone: 'UTC' } as const;

/** Draws the content of one message, of a body whose text it is. */
function drawn(channel: string, body: unknown): string {
  const app = VENDOR_APPS.find((one) => one.channel === channel);
  const text = JSON.stringify(body);
  if (app?.reads(text) !== true) throw new Error(`${channel} does not read ${text}`);
  const html = app.draw([{ number: 1, body: text, receivedAt: 0 }], READER).join('');
  return /<div class="content">([^]*)<\/div><\/article>/.exec(html)?.[1] ?? '';
}

const wecom = (content: string) => drawn('wecom', { msgtype: 'markdown', markdown: { content } });
const slack = (text: string) => drawn('slack', { text });
const dingtalk = (text: string) =>
  drawn('dingtalk', { msgtype: 'markdown', markdown: { title: 't', text }, at: { atMobiles: ['138'] } });
const feishu = (content: string) =>
  drawn('feishu', {
    msg_type: 'interactive',
    card: {
      schema: '2.0',
      header: { title: { tag: 'plain_text', content: '**t**' }, template: 'red' },
      body: { elements: [{ tag: 'markdown', content }] },
    },
  });
const A = 'target="_blank" rel="noopener noreferrer"';

it('there is an app for every vendor of a channel', () => {
  const channels = new Set(VENDORS.map(({ name }) => name));
  expect(VENDOR_APPS.map(({ channel }) => channel).toSorted()).toEqual([...channels].toSorted());
});

describe('a text as its vendor shows it', () => {
  it.each([
    ['bold, and a mention', wecom('**a** <@ada>'), '<b>a</b> <span class="mention">@ada</span>'],
    ['a link', wecom('[a](https://b/)'), `<a href="https://b/" ${A}>a</a>`],
    ['a bare link in WeCom', wecom('https://b/'), 'https://b/'],
    ['a list and italics in WeCom', wecom('- *a*'), '- *a*'],
    ['lines in WeCom', wecom('a\nb'), '<div>a</div><div>b</div>'],
    ['lines in DingTalk', dingtalk('a\nb\n\nc'), '<div class="spaced"><div>a b</div><div>c</div></div>'],
    ['a mobile of DingTalk', dingtalk('@138'), '<span class="mention">@138</span>'],
    ['another mobile', dingtalk('@139'), '<div>@139</div>'],
    ['a reference in Feishu', feishu('&#42;&#42;a&#42;&#42;'), '<div>**a**</div>'],
    ['a title of Feishu', feishu('a'), '<div class="card-header red">**t**</div>'],
    ['a mention in Feishu', feishu('<at id=ou_1></at>'), '<span class="mention">@ou_1</span>'],
    ['bold in Slack', slack('*a* b*c*'), '<b>a</b> b*c*'],
    ['a name with low lines in Slack', slack('a_b_c'), '<div>a_b_c</div>'],
    ['a link in Slack', slack('<https://b/?c&amp;d|e>'), `<a href="https://b/?c&amp;d" ${A}>e</a>`],
    ['a bare link in Slack', slack('see https://b/'), `<a href="https://b/" ${A}>https://b/</a>`],
    ['references in Slack', slack('&lt;@U1&gt;'), '<div>&lt;@U1&gt;</div>'],
  ])('%s', (_what, html, expected) => {
    expect(html).toContain(expected);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//b/', 'JAVASCRIPT:x'])('no link to %s', (url) => {
    for (const html of [wecom(`[a](${url})`), dingtalk(`[a](${url})`), feishu(`[a](${url})`)])
      expect(html).not.toContain('href');
  });
});
