import { expect, it } from 'vitest';
import { composeTencentAlarm } from '../../../../src/channel/tencent-alarm/compose.ts';
import { tencentAlarmSchema } from '../../../../src/channel/tencent-alarm/schema.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { mergeMessages } from '../../../../src/render/chat/merge-messages.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { story } from '../../../looks/sample-parts.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';

it('ten messages in one keep the link of each incident, and the number', async () => {
  const publicUrl = 'https://batchwatch.ops.example.com';
  const messages = Array.from({ length: 10 }, (_, at) =>
    sampleMessage({ incident: `01jd9x2m${at}`, publicUrl, story: story({}) }),
  );
  const { body } = await composeTencentAlarm(mergeMessages(messages), {
    block: tencentAlarmSchema.parse({ policyId: 'cm-12345678' }),
    endpoint: { name: 'cm-12345678', url: new URL('https://monitor.example.com/'), secrets: [] },
    sentAt: 0,
    pages: TENCENT_PAGES,
    thread: undefined,
    keyOf: () => Promise.resolve({ secretId: 'id', secretKey: new Secret('key') }),
  });
  const text: string = JSON.parse(body).Msg;
  for (const { incident } of messages) expect(text).toContain(`${publicUrl}/incidents/${incident}`);
  expect(text).toMatch(/No\. 01jd9x2m\.1$/);
});
