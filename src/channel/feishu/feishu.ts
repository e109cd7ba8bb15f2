import { z } from 'zod';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { endpointAt } from '../base/http/http-endpoint.ts';
import { composeFeishu, FEISHU_MENTIONS } from './compose.ts';
import { type FeishuBlock, feishuSchema } from './schema.ts';
import { feishuVerdict } from './verdict.ts';

/** A group in Feishu or Lark, by its custom bot. */
export const feishu = defineHttpChannel({
  name: 'feishu',
  receiverKeys: { feishu: z.exactOptional(feishuSchema) },
  blockOf: (receiver: { name: string; feishu?: FeishuBlock }) => receiver.feishu,
  maxPerMinute: 100,
  maxPerSecond: 5,
  isForPeople: true,
  isIdempotent: false,
  title: { en: 'Feishu', 'zh-CN': '飞书' },
  endpoints: ({ url, secret }) => [endpointAt('feishu', url, ...(secret === undefined ? [] : [secret]))],
  mentions: FEISHU_MENTIONS,
  compose: composeFeishu,
  verdict: feishuVerdict,
});
