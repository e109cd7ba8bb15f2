import type { Tree } from '../config-text.ts';

const ROUTE = { severities: ['critical'], language: 'en', timezone: 'Europe/Berlin' };

/** Receivers with every key of every channel. */
export const EVERY_CHANNEL: readonly Tree[] = [
  {
    name: 'groups',
    email: {
      to: ['groups@example.com'],
      severities: ['critical'],
      language: 'en',
      timezone: 'Europe/Berlin',
    },
    webhook: {
      ...ROUTE,
      url: 'http://ops.example.com/hook',
      secret: `whsec_${'A'.repeat(32)}`,
      previousSecret: `whsec_${'B'.repeat(32)}`,
      format: 'alertmanager',
      allowHttp: true,
    },
    alertmanager: { ...ROUTE, urls: ['http://am-1:9093'], resend: '30s', allowHttp: true },
    wecom: {
      ...ROUTE,
      url: 'http://wecom.example.com/',
      mention: ['ada'],
      mentionFor: ['info'],
      allowHttp: true,
    },
    dingtalk: {
      ...ROUTE,
      url: 'http://dingtalk.example.com/',
      secret: 'SEC1',
      keyword: 'alarm',
      atMobiles: ['13800000000'],
      mentionFor: ['info'],
      allowHttp: true,
    },
    feishu: {
      ...ROUTE,
      url: 'http://feishu.example.com/',
      secret: 'SEC1',
      keyword: 'alarm',
      at: ['ou_123'],
      mentionFor: ['info'],
      allowHttp: true,
    },
    slack: {
      ...ROUTE,
      token: 'xoxb-1',
      channel: 'C0123',
      mention: ['U0123'],
      mentionFor: ['info'],
      apiUrl: 'http://slack.example.com',
      allowHttp: true,
    },
    pagerduty: {
      ...ROUTE,
      routingKey: 'key',
      url: 'http://pagerduty.example.com',
      component: 'transcoding',
      allowHttp: true,
    },
    teams: { ...ROUTE, url: 'http://teams.example.com/', allowHttp: true },
    tencentAlarm: {
      ...ROUTE,
      policyId: 'cm-12345678',
      module: 'other',
      credentials: 'role',
      endpoint: 'http://monitor.example.com',
      allowHttp: true,
    },
  },
  {
    name: 'hook',
    slack: {
      ...ROUTE,
      url: 'https://hooks.slack.com/1',
      mention: ['here'],
      mentionFor: ['info'],
      allowHttp: true,
    },
  },
];
