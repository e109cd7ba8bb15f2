import { z } from 'zod';
import { markup } from '../../platform/text/markup.ts';
import { bubble } from './bubble.ts';
import { drawLines } from './draw-lines.ts';
import { BOLD, ITALIC, LINK, type Mark } from './marks.ts';
import { vendorApp } from './vendor-app.ts';

/**
 * A group in DingTalk. Its Markdown knows headings, quotes, bold, italic, links and lists. A single line break is a
 * blank. The title is shown in the list of chats alone (open platform of DingTalk, "自定义机器人发送消息的消息类型").
 */
export const dingtalkApp = vendorApp({
  channel: 'dingtalk',
  title: { en: 'DingTalk', 'zh-CN': '钉钉' },
  path: '/robot/send',
  body: z.object({
    msgtype: z.literal('markdown'),
    markdown: z.object({ title: z.string(), text: z.string() }),
    at: z.object({ atMobiles: z.array(z.string()) }),
  }),
  answer: () => ({ body: { errcode: 0, errmsg: 'ok' } }),
  draw: (posts, reader) =>
    posts.toReversed().map(({ body, receivedAt }) => {
      const text = body.markdown.text.replace(/(?<!\n)\n(?!\n)/g, ' ').replace(/\n{2,}/g, '\n');
      const marks = [mentionOf(body.at.atMobiles), BOLD, ITALIC, LINK];
      const content = drawLines(text, { marks, knows: ['heading', 'quote', 'list'] });
      return bubble({ receivedAt, content: markup`<div class="spaced">${content}</div>` }, reader);
    }),
});

/** A mobile number in the text becomes a mention where the request names it too. */
function mentionOf(mobiles: readonly string[]): Mark {
  return {
    pattern: /@([\d+-]+)/,
    draw: ([mobile = '']) =>
      mobiles.includes(mobile) ? markup`<span class="mention">@${mobile}</span>` : markup`@${mobile}`,
  };
}
