import { z } from 'zod';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { endpointAt } from '../base/http/http-endpoint.ts';
import { composeDingtalk, DINGTALK_MENTIONS } from './compose.ts';
import { type DingtalkBlock, dingtalkSchema } from './schema.ts';
import { dingtalkVerdict } from './verdict.ts';

/** A group in DingTalk, by its custom robot. */
export const dingtalk = defineHttpChannel({
  name: 'dingtalk',
  receiverKeys: { dingtalk: z.exactOptional(dingtalkSchema) },
  blockOf: (receiver: { name: string; dingtalk?: DingtalkBlock }) => receiver.dingtalk,
  maxPerMinute: 20,
  isForPeople: true,
  isIdempotent: false,
  title: { en: 'DingTalk', 'zh-CN': '钉钉' },
  endpoints: ({ url, secret }) => [endpointAt('dingtalk', url, ...(secret === undefined ? [] : [secret]))],
  mentions: DINGTALK_MENTIONS,
  compose: composeDingtalk,
  verdict: dingtalkVerdict,
});
