import { expect, it } from 'vitest';
import { showDestination } from '../../../src/core/receiver.ts';

it.each([
  ['email', 'oncall@example.com', 'oncall@example.com'],
  ['email', '张三@例え.example', '张三@例え.example'],
  ['wecom', 'qyapi.weixin.qq.com #3f9a2c01', 'wecom qyapi.weixin.qq.com #3f9a2c01'],
  ['slack', 'C0123 slack.com #3f9a2c01', 'slack C0123 slack.com #3f9a2c01'],
  ['tencent_alarm', 'cm-abc', 'tencent_alarm cm-abc'],
])('a destination of %s, %s, is shown as "%s"', (channel, recipient, shown) => {
  expect(showDestination({ channel, recipient })).toBe(shown);
});
