import { signingKey } from '../../../support/mail/signing-key.ts';
import type { Tree } from '../config-text.ts';
import { EVERY_CHANNEL } from './every-channel.ts';

const MATCH = {
  states: ['Failed'],
  targets: ['media'],
  names: ['nightly-*'],
  types: ['Job'],
  workflowIds: ['w1'],
  queueIds: ['p1'],
  codes: ['AccessDenied'],
};

const USUAL = { usual: 2.5, atLeast: '2h' };

const HASH = `scrypt$32768$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const ESCALATE = [{ after: '15m', receivers: ['boss'] }];

/** Every key of the schema, somewhere, with a value that is not the default. */
export const EVERY_KEY: Tree = {
  timezone: 'Asia/Shanghai',
  language: 'zh-CN',
  log: { level: 'debug' },
  server: {
    replica: 'one',
    maxConnections: 300,
    maxConnectionsPerAddress: 50,
    targetMetrics: 'few',
    listen: '127.0.0.1:9500',
    publicUrl: 'https://batchwatch.example.com',
    auth: {
      allowUnauthenticated: false,
      basic: [{ user: 'ada', passwordHash: HASH, scopes: ['read', 'write'] }],
      bearer: [{ name: 'ci', token: 'EXAMPLE-TOKEN-OF-CI', scopes: ['read'] }],
      proxy: { header: 'X-Forwarded-User', from: ['10.0.0.0/8'], scopes: ['read'] },
      open: ['health'],
    },
    tls: { certFile: 'cert.pem', keyFile: 'key.pem' },
  },
  storage: {
    url: 'postgres://batchwatch@db.example.com/batchwatch?sslmode=verify-full',
    password: 'pa55word',
    caFile: 'ca.pem',
    retention: '30d',
  },
  proxy: 'http://proxy.example.com:3128',
  credentials: {
    default: { secretId: 'EXAMPLE-ID', secretKey: 'EXAMPLE-KEY', token: 'EXAMPLE-TOKEN' },
    role: { source: 'cvm-role' },
  },
  targets: [
    {
      name: 'media',
      bucket: 'examplebucket-1250000000',
      region: 'ap-beijing',
      credentials: 'role',
      endpoint: 'http://ci.example.com',
      schedule: '*/5 * * * *',
      lookback: '2d',
      overlap: '90s',
      followFor: '7d',
      pageSize: 50,
      timeout: '1500ms',
      requestsPerSecond: 2.5,
      spread: false,
      firstRun: 'each',
      enrich: ['failedObjects'],
      allowHttp: true,
      jobs: { type: 'Job', name: 'nightly', workflowId: 'w123' },
    },
  ],
  smtp: {
    host: 'smtp.example.com',
    port: 465,
    security: 'tls',
    caFile: 'ca.pem',
    username: 'alerts',
    password: 'EXAMPLE-PASSWORD',
    from: 'Batchwatch <batchwatch@example.com>',
    hello: 'alerts.example.com',
    maxPerMinute: 30,
  },
  channels: {
    proxy: 'http://proxy.example.com:3129',
    ...Object.fromEntries(
      [
        'webhook',
        'alertmanager',
        'wecom',
        'dingtalk',
        'feishu',
        'slack',
        'pagerduty',
        'teams',
        'tencentAlarm',
      ].map((key) => [key, { maxPerMinute: 7 }]),
    ),
  },
  receivers: [
    ...EVERY_CHANNEL,
    {
      name: 'oncall',
      email: { to: ['oncall@example.com'] },
      fallback: { receivers: ['boss'], after: '5m' },
    },
    { name: 'boss', email: { to: ['boss@example.com'] } },
  ],
  errorCodes: {
    AccessDenied: { means: 'No.', action: 'Ask.', link: 'https://wiki.example.com/denied' },
  },
  rules: [
    {
      name: 'failures',
      match: MATCH,
      tooLong: { Submitted: USUAL, Running: USUAL, Pause: USUAL },
      receivers: ['oncall'],
      owner: { from: 'name', pattern: '^([a-z]+)-', receivers: { ada: 'boss' } },
      severity: 'warning',
      continue: true,
      groupBy: ['target'],
      groupWait: '30s',
      groupInterval: '10m',
      repeat: '6h',
      tellRecovery: false,
      flapping: { changes: 6, within: '2h', settle: '20m' },
      closeAfter: '14d',
      escalate: ESCALATE,
    },
    {
      name: 'quietly',
      match: MATCH,
      tooLong: { Submitted: '1h', Running: '2h', Pause: '3h' },
      receivers: [],
      severity: 'info',
      continue: false,
      groupWait: '0s',
      groupInterval: '5m',
      repeat: 'never',
      tellRecovery: true,
      flapping: 'off',
      closeAfter: '7d',
      escalate: [],
    },
  ],
  expectations: [
    {
      name: 'nightly',
      job: { target: 'media', name: 'nightly-*' },
      schedule: '0 3 * * *',
      createdWithin: '15m',
      successWithin: '3h',
      receivers: ['oncall'],
      severity: 'warning',
      repeat: '2h',
      tellRecovery: false,
      closeAfter: '2d',
      escalate: ESCALATE,
    },
  ],
  watchdog: {
    receivers: ['boss'],
    severity: 'warning',
    unreadableAfter: 7,
    outboxAfter: '20m',
    repeat: '12h',
    ping: 'https://hc.example.com/EXAMPLE',
    every: '30s',
    allowHttp: true,
    quietReport: '08:30',
  },
  quietHours: { from: '22:00', to: '07:00', days: ['Mon'], letThrough: ['warning'], digestAt: '08:00' },
  maintenance: [{ name: 'upgrade', schedule: '0 2 * * 0', for: '2h', match: MATCH }],
};

/** Of two ways to log in, one can stand in a configuration. */
export const BY_TOKEN: Tree = {
  ...EVERY_KEY,
  smtp: {
    host: 'smtp.example.com',
    port: 587,
    security: 'starttls',
    username: 'alerts@example.com',
    oauth2: {
      clientId: 'batchwatch',
      clientSecret: 'EXAMPLE-SECRET',
      refreshToken: 'EXAMPLE-REFRESH-TOKEN',
      tenant: 'example.onmicrosoft.com',
      tokenUrl: 'https://login.example.com/token',
      scope: 'https://mail.example.com/',
    },
    from: 'Batchwatch <batchwatch@example.com>',
    replyTo: 'On Call <oncall@example.com>',
    envelopeFrom: 'bounces@example.com',
    dkim: {
      domain: 'example.com',
      selector: 'batchwatch',
      key: signingKey(),
      headerFieldNames: ['From', 'Subject'],
      skipFields: ['Date'],
    },
    maxPerMinute: 60,
  },
};
