import { z } from 'zod';
import type { Secret } from '../../platform/secret.ts';
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
    previousSecret: z.exactOptional(secret(secretFlaw)).meta({
      description: 'Signs beside `secret` while the other side still knows the former one alone.',
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

/** Returns the secrets that sign, the present one first. There are none where nothing is signed. */
export function secretsOf({ secret: present, previousSecret }: WebhookBlock): readonly Secret[] {
  return [present, previousSecret].filter((one) => one !== undefined);
}

function secretFlaw(value: string) {
  if (isWebhookSecret(value)) return undefined;
  return {
    message: 'is no secret of Standard Webhooks',
    hint: 'write whsec_ and the base64 of 24 to 64 random bytes: openssl rand -base64 32',
  };
}
