import { email } from './email/email.ts';
import { alertmanager } from './alertmanager/alertmanager.ts';
import { dingtalk } from './dingtalk/dingtalk.ts';
import { feishu } from './feishu/feishu.ts';
import { pagerduty } from './pagerduty/pagerduty.ts';
import { slack } from './slack/slack.ts';
import { teams } from './teams/teams.ts';
import { tencentAlarm } from './tencent-alarm/tencent-alarm.ts';
import { wecom } from './wecom/wecom.ts';
import { webhook } from './webhook/webhook.ts';

/** All routes in which messages go out. A new one is a folder beside this file, and its name in this list. */
export const CHANNELS = [
  email,
  webhook,
  alertmanager,
  wecom,
  dingtalk,
  feishu,
  slack,
  pagerduty,
  teams,
  tencentAlarm,
] as const;

/** A channel of the list. */
export type ChannelOfList = (typeof CHANNELS)[number];

/** The keys of all channels at the top level of the configuration. */
export const SERVER_KEYS: All<ChannelOfList['serverKeys']> = Object.assign(
  {},
  ...CHANNELS.map(({ serverKeys }) => serverKeys),
);

/** The keys of all channels in a receiver. */
export const RECEIVER_KEYS: All<ChannelOfList['receiverKeys']> = Object.assign(
  {},
  ...CHANNELS.map(({ receiverKeys }) => receiverKeys),
);

/** The union as an intersection. */
type All<T> = (T extends unknown ? (part: T) => void : never) extends (all: infer I) => void ? I : never;
