import { expect, it } from 'vitest';
import { composeFeishu } from '../../../../src/channel/feishu/compose.ts';
import { feishuSchema } from '../../../../src/channel/feishu/schema.ts';
import { messageNumber } from '../../../../src/core/message/message-number.ts';
import { sendingTo } from '../../../support/contract/sending-to.ts';
import { sampleJob, sampleMessage } from '../../../support/mail/sample-message.ts';

const block = feishuSchema.parse({ url: 'https://open.feishu.cn/open-apis/bot/v2/hook/TOKEN' });

function textOf(message: ReturnType<typeof sampleMessage>): string {
  return JSON.parse(composeFeishu(message, sendingTo(block)).body).card.body.elements[0].content;
}

it('a message to Feishu ends with its number, letter by letter', () => {
  const message = sampleMessage({ messageId: '<01jd9x2m-1.2@batchwatch.example.com>' });
  expect(messageNumber(message.messageId)).toBe('01jd9x2m-1.2');
  expect(textOf(message)).toMatch(/ 01jd9x2m-1\.2$/);
});

it.each(['- item', '--- rule', 'a -- b', 'a -', '-'])('a hyphen of %j is no mark of Feishu', (name) => {
  const jobs = [sampleJob({ name, message: name }), sampleJob({ jobId: 'b2', name, message: name })];
  const text = textOf(sampleMessage({ jobs }));
  expect(text).toContain(name.replaceAll('-', '&#45;'));
});
