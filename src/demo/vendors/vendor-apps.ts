import type { VendorApp } from './vendor-app.ts';
import { alertmanagerApp } from './alertmanager-app.ts';
import { dingtalkApp } from './dingtalk-app.ts';
import { feishuApp } from './feishu-app.ts';
import { pagerdutyApp } from './pagerduty-app.ts';
import { slackApp } from './slack-app.ts';
import { teamsApp } from './teams-app.ts';
import { tencentAlarmApp } from './tencent-alarm-app.ts';
import { webhookApp } from './webhook-app.ts';
import { wecomApp } from './wecom-app.ts';

/** Every vendor that the demo stands in for. */
export const VENDOR_APPS: readonly VendorApp[] = [
  wecomApp,
  dingtalkApp,
  feishuApp,
  slackApp,
  teamsApp,
  pagerdutyApp,
  tencentAlarmApp,
  alertmanagerApp,
  webhookApp,
];
