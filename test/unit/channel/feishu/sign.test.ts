import { expect, it } from 'vitest';
import { composeFeishu } from '../../../../src/channel/feishu/compose.ts';
import { feishuSchema } from '../../../../src/channel/feishu/schema.ts';
import { sendingTo } from '../../../support/contract/sending-to.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';

const URL = 'https://open.feishu.cn/open-apis/bot/v2/hook/TOKEN';

/** Computed by Python: `base64(hmac(key=f"{timestamp}\n{secret}", msg=b"", sha256))`. */
const SIGNATURES: readonly (readonly [number, string, string])[] = [
  [1_599_360_473_000, 'demo', 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8='],
  [1_732_325_706_999, 'Yd3pQxK7bW2mR9tZ', 'CX9toQKXuZJ/fNj6/Bvyww/auiGN/uX9zMgid/2/Y7E='],
  [1_732_325_706_000, '密钥+/&=', 'pStQDD7ASPuJM97JBYAO/j5/POaJobT5rMPSxMOONq4='],
];

it.each(SIGNATURES)('Feishu gets the second of %i in the body, and its signature', (sentAt, secret, sign) => {
  const block = feishuSchema.parse({ url: URL, secret });
  const { body, url } = composeFeishu(sampleMessage(), sendingTo(block, sentAt));
  expect(JSON.parse(body)).toMatchObject({ timestamp: String(Math.floor(sentAt / 1_000)), sign });
  expect(url.search).toBe('?access_token=TOKEN');
});

it('Feishu gets no signature without a secret', () => {
  const { body } = composeFeishu(sampleMessage(), sendingTo(feishuSchema.parse({ url: URL })));
  expect(Object.keys(JSON.parse(body))).toEqual(['msg_type', 'card']);
});
