import { z } from 'zod';
import { withUsualPath } from '../base/http/http-endpoint.ts';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { checkTencentAlarm } from './check.ts';
import { composeTencentAlarm } from './compose.ts';
import { type TencentAlarmBlock, tencentAlarmSchema } from './schema.ts';
import { tencentAlarmVerdict } from './verdict.ts';

const API = 'https://monitor.tencentcloudapi.com';

/** The people of a message policy in Tencent Cloud Observability: by SMS, phone, WeChat or WeCom. */
export const tencentAlarm = defineHttpChannel({
  name: 'tencent_alarm',
  receiverKeys: { tencentAlarm: z.exactOptional(tencentAlarmSchema) },
  blockOf: (receiver: { name: string; tencentAlarm?: TencentAlarmBlock }) => receiver.tencentAlarm,
  maxPerMinute: 60,
  isForPeople: true,
  isIdempotent: false,
  title: { en: 'Tencent alarm', 'zh-CN': '腾讯云自定义告警' },
  check: checkTencentAlarm,
  endpoints: ({ policyId, endpoint = API }) => [
    { name: policyId, url: new URL(withUsualPath(endpoint, '/')), secrets: [] },
  ],
  compose: composeTencentAlarm,
  verdict: tencentAlarmVerdict,
});
