import { z } from 'zod';
import { markup } from '../../platform/text/markup.ts';
import { bubble } from './bubble.ts';
import { vendorApp } from './vendor-app.ts';

/** Tencent Cloud Observability, which sends an SMS: text without marks. */
export const tencentAlarmApp = vendorApp({
  channel: 'tencent_alarm',
  title: { en: 'Tencent alarm (SMS)', 'zh-CN': '腾讯云自定义告警（短信）' },
  path: '/',
  body: z.object({ Module: z.string(), PolicyId: z.string(), Msg: z.string() }),
  answer: ({ number }) => ({ body: { Response: { RequestId: `request-${number}` } } }),
  draw: (posts, reader) =>
    posts.toReversed().map(({ body, receivedAt }) => {
      return bubble({ receivedAt, content: markup`<div class="sms">${body.Msg}</div>` }, reader);
    }),
});
