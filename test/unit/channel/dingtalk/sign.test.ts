import { expect, it } from 'vitest';
import { composeDingtalk } from '../../../../src/channel/dingtalk/compose.ts';
import { dingtalkSchema } from '../../../../src/channel/dingtalk/schema.ts';
import { sendingTo } from '../../../support/contract/sending-to.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';

const URL = 'https://oapi.dingtalk.com/robot/send?access_token=TOKEN';

/** Computed by Python: `base64(hmac(key=secret, msg=f"{timestamp}\n{secret}", sha256))`, then `quote_plus`. */
const SIGNATURES: readonly (readonly [number, string, string])[] = [
  [1_577_808_000_000, 'this is secret', 'ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0%3D'],
  [
    1_732_325_706_123,
    'SEC0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
    '%2BzsclAkpBy4Zfz5fGleKXvCA%2FGOdHlzFuvM%2FjdLyOrc%3D',
  ],
  [1, '密钥+/&=', 'R0THtlArJIXyivqX5Hv2sXvBN25vf0mg28wGAFh9DCA%3D'],
];

it.each(SIGNATURES)(
  'DingTalk gets the time %i in milliseconds, and its signature',
  (sentAt, secret, sign) => {
    const block = dingtalkSchema.parse({ url: URL, secret });
    const { search } = composeDingtalk(sampleMessage(), sendingTo(block, sentAt)).url;
    expect(search).toBe(`?access_token=TOKEN&timestamp=${sentAt}&sign=${sign}`);
  },
);

it('DingTalk gets no signature without a secret', () => {
  const block = dingtalkSchema.parse({ url: URL });
  expect(composeDingtalk(sampleMessage(), sendingTo(block)).url.search).toBe('?access_token=TOKEN');
});
