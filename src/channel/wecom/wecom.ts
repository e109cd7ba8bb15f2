import { z } from 'zod';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { endpointAt } from '../base/http/http-endpoint.ts';
import { composeWecom, WECOM_MENTIONS } from './compose.ts';
import { type WecomBlock, wecomSchema } from './schema.ts';
import { wecomVerdict } from './verdict.ts';

/** A group in WeCom, by its robot. */
export const wecom = defineHttpChannel({
  name: 'wecom',
  receiverKeys: { wecom: z.exactOptional(wecomSchema) },
  blockOf: (receiver: { name: string; wecom?: WecomBlock }) => receiver.wecom,
  maxPerMinute: 20,
  isForPeople: true,
  isIdempotent: false,
  title: { en: 'WeCom', 'zh-CN': '企业微信' },
  endpoints: ({ url }) => [endpointAt('wecom', url)],
  mentions: WECOM_MENTIONS,
  compose: composeWecom,
  verdict: wecomVerdict,
});
