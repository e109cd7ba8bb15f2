import { expect, it } from 'vitest';
import { breakLinks } from '../../../../src/render/chat/break-links.ts';

it.each([
  ['https://evil.example.com/a?b=c', 'https[:]//evil.example[.]com/a?b=c'],
  ['HTTP://10.0.0.1/x', 'HTTP[:]//10.0.0.1/x'],
  ['dingtalk://page', 'dingtalk[:]//page'],
  ['www.evil.example', 'www[.]evil.example'],
  ['see evil.com, then evil.net.', 'see evil[.]com, then evil[.]net.'],
  ['evil.com.evil.cn/login', 'evil[.]com.evil[.]cn/login'],
  ['坏.中国', '坏[.]中国'],
  ['evil.com告警', 'evil[.]com告警'],
  ['ada@evil.com', 'ada@evil[.]com'],
  ['(https://a.io)', '(https[:]//a[.]io)'],
])('%s reads %s', (text, broken) => {
  expect(breakLinks(text)).toBe(broken);
});

it.each([
  'InvalidParameter.NoSuchKey',
  'clip.mp4 of videos/2024.11/a.ts',
  'com.tencent.job',
  'took 1.5 s; 10.0.0.1:8080',
  'a: // a comment',
  '任务失败。请检查。',
])('%s stays as it is', (text) => {
  expect(breakLinks(text)).toBe(text);
});
