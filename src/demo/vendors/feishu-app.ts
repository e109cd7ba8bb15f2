import { z } from 'zod';
import { markup } from '../../platform/text/markup.ts';
import { bubble } from './bubble.ts';
import { drawLines } from './draw-lines.ts';
import { BOLD, CODE, ITALIC, LINK, STRUCK, type Mark } from './marks.ts';
import { vendorApp } from './vendor-app.ts';

/**
 * A group in Feishu or Lark: a card (JSON 2.0) with a coloured header and Markdown, which takes numeric references for
 * its signs (Feishu open platform, "富文本（Markdown）组件").
 */
export const feishuApp = vendorApp({
  channel: 'feishu',
  title: { en: 'Feishu', 'zh-CN': '飞书' },
  path: '/open-apis/bot/v2/hook/',
  body: z.object({
    msg_type: z.literal('interactive'),
    card: z.object({
      schema: z.literal('2.0'),
      header: z.object({
        title: z.object({ tag: z.literal('plain_text'), content: z.string() }),
        template: z.enum(['red', 'orange', 'blue', 'green', 'grey']),
      }),
      body: z.object({ elements: z.array(z.object({ tag: z.literal('markdown'), content: z.string() })) }),
    }),
  }),
  answer: () => ({ body: { code: 0, msg: 'success', data: {} } }),
  draw: (posts, reader) =>
    posts.toReversed().map(({ body: { card }, receivedAt }) => {
      const text = card.body.elements.map(({ content }) => content).join('\n');
      const content = drawLines(text, { marks: MARKS, readText, knows: ['heading', 'quote', 'list'] });
      const header = markup`<div class="card-header ${card.header.template}">${card.header.title.content}</div>`;
      return bubble(
        {
          receivedAt,
          content: markup`<div class="card">${header}<div class="card-body">${content}</div></div>`,
        },
        reader,
      );
    }),
});

function readText(text: string): string {
  return text.replace(/&#(\d{1,7});/g, (reference, code: string) =>
    Number(code) <= 0x10_ffff ? String.fromCodePoint(Number(code)) : reference,
  );
}

const MENTION: Mark = {
  pattern: /<at id=([\w-]+)><\/at>/,
  draw: ([id = '']) => markup`<span class="mention">@${id}</span>`,
};
const MARKS = [MENTION, BOLD, ITALIC, STRUCK, LINK, CODE];
