import { z } from 'zod';
import { markup } from '../../platform/text/markup.ts';
import { bubble } from './bubble.ts';
import { vendorApp } from './vendor-app.ts';

/** A program that takes webhooks: it reads JSON. */
export const webhookApp = vendorApp({
  channel: 'webhook',
  title: { en: 'Webhook' },
  path: '/hook',
  body: z.object({ type: z.string(), data: z.object({}).loose() }).loose(),
  answer: () => ({ body: '' }),
  draw: (posts, reader) =>
    posts.toReversed().map(({ body, receivedAt }) => {
      return bubble({ receivedAt, content: markup`<pre>${JSON.stringify(body, null, 2)}</pre>` }, reader);
    }),
});
