import { z } from 'zod';
import { secret, text } from '../../platform/values/field-types.ts';
import { allowHttp, secretUrl } from '../base/http/url-keys.ts';
import { mentionFor } from '../base/mention.ts';
import { routeKeys } from '../base/route-keys.ts';

/** The DingTalk robot of a receiver. */
export const dingtalkSchema = z
  .strictObject({
    url: secretUrl('https://oapi.dingtalk.com/robot/send?access_token=TOKEN'),
    secret: z.exactOptional(secret()).meta({
      description: 'Signs every message, for a robot with that setting (`SEC…`).',
      secret: true,
    }),
    keyword: z.exactOptional(text()).meta({
      description: 'A word that the robot demands. It is added where a message lacks it.',
    }),
    atMobiles: z
      .array(text(mobileFlaw))
      .default([])
      .meta({ description: 'Mobile numbers of the people that a message mentions.' }),
    mentionFor,
    allowHttp,
    ...routeKeys,
  })
  .meta({ description: 'Notifies a DingTalk group by its custom robot.' });

export type DingtalkBlock = z.output<typeof dingtalkSchema>;

function mobileFlaw(value: string) {
  if (/^\+?[0-9-]{5,20}$/.test(value)) return undefined;
  return { message: 'is not a mobile number', hint: "write it in quotes: '13800000000'" };
}
