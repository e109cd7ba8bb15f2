import { expect, it } from 'vitest';
import { webhookSchema } from '../../../../src/channel/webhook/schema.ts';
import { webhookEndpoint } from '../../../../src/channel/webhook/webhook.ts';
import { responseText } from '../../../../src/platform/text/response-text.ts';

it('a secret of a webhook does not show in an answer that names it without its prefix', () => {
  const key = 'A'.repeat(43);
  const block = webhookSchema.parse({ url: 'https://ops.example.com/', secret: `whsec_${key}=` });
  const shown = responseText(`wrong key ${key}= of whsec_${key}=`, ...webhookEndpoint(block).secrets);
  expect(shown).toBe('wrong key *** of ***');
});
