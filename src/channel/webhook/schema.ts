import { z } from 'zod';
import { secret } from '../../platform/values/field-types.ts';
import { allowHttp, secretUrl } from '../base/http/url-keys.ts';
import { routeKeys } from '../base/route-keys.ts';
import { isWebhookSecret } from './sign.ts';

/** The webhook of a receiver. */
export const webhookSchema = z
  .strictObject({
    url: secretUrl('https://ops.example.com/hook'),
    secret: z.exactOptional(secret(secretFlaw)).meta({
      description: 'Signs every message by Standard Webhooks. Left out: nothing is signed.',
      writtenAs: '`whsec_` and base64',
      secret: true,
    }),
    format: z.enum(['batchwatch', 'alertmanager']).default('batchwatch').meta({
      description:
        '`batchwatch`: the body of `config/webhook.schema.json`; `alertmanager`: the body of its webhook, version 4.',
    }),
    allowHttp,
    ...routeKeys,
  })
  .meta({ description: 'Notifies a program by HTTP (Standard Webhooks).' });

export type WebhookBlock = z.output<typeof webhookSchema>;

function secretFlaw(value: string) {
  if (isWebhookSecret(value)) return undefined;
  return {
    message: 'is no secret of Standard Webhooks',
    hint: 'write whsec_ and the base64 of 24 to 64 random bytes: openssl rand -base64 32',
  };
}
