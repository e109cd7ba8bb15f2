import { z } from 'zod';
import { secret, text } from '../../platform/values/field-types.ts';
import { allowHttp, secretUrl } from '../base/http/url-keys.ts';
import { mentionFor } from '../base/mention.ts';
import { routeKeys } from '../base/route-keys.ts';

/** The Feishu or Lark bot of a receiver. */
export const feishuSchema = z
  .strictObject({
    url: secretUrl('https://open.feishu.cn/open-apis/bot/v2/hook/TOKEN'),
    secret: z
      .exactOptional(secret())
      .meta({ description: 'Signs every message, for a bot with that setting.', secret: true }),
    keyword: z.exactOptional(text()).meta({
      description: 'A word that the bot demands. It is added where a message lacks it.',
    }),
    at: z.array(text(userFlaw)).default([]).meta({
      description: 'Open ids (`ou_…`) of the people that a message mentions; `all` for the whole group.',
    }),
    mentionFor,
    allowHttp,
    ...routeKeys,
  })
  .meta({ description: 'Notifies a Feishu or Lark group by its custom bot.' });

export type FeishuBlock = z.output<typeof feishuSchema>;

function userFlaw(value: string) {
  if (/^(?:all|[A-Za-z0-9_-]{1,64})$/.test(value)) return undefined;
  return { message: 'is not an open id of Feishu', hint: 'write ou_… from the address book, or all' };
}
