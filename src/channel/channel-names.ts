/** The names of `CHANNELS`, for what must start without loading them. */
export const CHANNEL_NAMES = [
  'email',
  'webhook',
  'alertmanager',
  'wecom',
  'dingtalk',
  'feishu',
  'slack',
  'pagerduty',
  'teams',
  'tencent_alarm',
] as const;
