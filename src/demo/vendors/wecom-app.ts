import { z } from 'zod';
import { markup } from '../../platform/text/markup.ts';
import { bubble } from './bubble.ts';
import { drawLines } from './draw-lines.ts';
import { BOLD, CODE, LINK, type Mark } from './marks.ts';
import { vendorApp } from './vendor-app.ts';

/**
 * A group in WeCom. Its `markdown` knows headings, bold, links, code, quotes, three colours and mentions; no lists
 * (developer centre of WeCom, "群机器人配置说明").
 */
export const wecomApp = vendorApp({
  channel: 'wecom',
  title: { en: 'WeCom', 'zh-CN': '企业微信' },
  path: '/cgi-bin/webhook/send',
  body: z.object({ msgtype: z.literal('markdown'), markdown: z.object({ content: z.string() }) }),
  answer: () => ({ body: { errcode: 0, errmsg: 'ok' } }),
  draw: (posts, reader) =>
    posts.toReversed().map(({ body, receivedAt }) => {
      const content = drawLines(body.markdown.content, { marks: MARKS, knows: ['heading', 'quote'] });
      return bubble({ receivedAt, content }, reader);
    }),
});

const MENTION: Mark = {
  pattern: /<@([^<>\n]+)>/,
  draw: ([user = '']) => markup`<span class="mention">@${user}</span>`,
};
const COLOUR: Mark = {
  pattern: /<font color="(info|comment|warning)">([^\n]*?)<\/font>/,
  draw: ([colour = '', text = ''], show) => markup`<span class="wecom-${colour}">${show(text)}</span>`,
};
const MARKS = [MENTION, COLOUR, BOLD, LINK, CODE];
