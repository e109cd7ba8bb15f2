import { z } from 'zod';
import { text } from '../../platform/values/field-types.ts';
import { apiUrl } from '../../platform/values/urls.ts';
import { allowHttp } from '../base/http/url-keys.ts';
import { routeKeys } from '../base/route-keys.ts';

/** The message policy of a receiver in Tencent Cloud. */
export const tencentAlarmSchema = z
  .strictObject({
    policyId: text(policyFlaw).meta({
      description: 'Id of a message policy (`cm-…`): it says who is reached, by SMS, phone, WeChat or WeCom.',
    }),
    module: text().default('monitor').meta({ description: 'Module of the policy.' }),
    credentials: text().default('default').meta({ description: 'Entry of `credentials` to sign with.' }),
    endpoint: z.exactOptional(apiUrl()).meta({
      description: 'Stands in for `https://monitor.tencentcloudapi.com`.',
      writtenAs: 'URL',
    }),
    allowHttp,
    ...routeKeys,
  })
  .meta({
    description: 'Notifies by a custom message of Tencent Cloud Observability: SMS, phone calls, WeChat.',
  });

export type TencentAlarmBlock = z.output<typeof tencentAlarmSchema>;

function policyFlaw(value: string) {
  if (/^[A-Za-z0-9-]{3,64}$/.test(value)) return undefined;
  return {
    message: 'is not the id of a message policy',
    hint: 'write cm-… from the page of custom messages',
  };
}
