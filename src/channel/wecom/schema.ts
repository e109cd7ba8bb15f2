import { z } from 'zod';
import { text } from '../../platform/values/field-types.ts';
import { allowHttp, secretUrl } from '../base/http/url-keys.ts';
import { mentionFor } from '../base/mention.ts';
import { routeKeys } from '../base/route-keys.ts';

/** The WeCom group robot of a receiver. */
export const wecomSchema = z
  .strictObject({
    url: secretUrl('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=KEY'),
    mention: z
      .array(text(userFlaw))
      .default([])
      .meta({ description: 'User ids that a message mentions; `@all` for the whole group.' }),
    mentionFor,
    allowHttp,
    ...routeKeys,
  })
  .meta({ description: 'Notifies a WeCom group by its robot.' });

export type WecomBlock = z.output<typeof wecomSchema>;

/** A user id stands in the text: what would end it there is refused. */
function userFlaw(value: string) {
  if (/^[^\s<>]{1,64}$/u.test(value)) return undefined;
  return {
    message: 'is not a user id of WeCom',
    hint: 'write the id of the address book, without blanks and < >',
  };
}
