import { expect, it } from 'vitest';
import { composeWecom } from '../../../../src/channel/wecom/compose.ts';
import { wecomSchema } from '../../../../src/channel/wecom/schema.ts';
import { sendingTo } from '../../../support/contract/sending-to.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';

it.each([
  ['ada', '<@ada>'],
  ['@all', '<@all>'],
  ['all', '<@all>'],
])('a message to WeCom mentions %s as %s', (user, mention) => {
  const block = wecomSchema.parse({ url: 'https://qyapi.weixin.qq.com/send?key=KEY', mention: [user] });
  const { content } = JSON.parse(
    composeWecom(sampleMessage({ severity: 'critical' }), sendingTo(block)).body,
  ).markdown;
  expect(content.split('\n').at(-2)).toBe(mention);
});
