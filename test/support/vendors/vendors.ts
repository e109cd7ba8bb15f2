import { alertmanager } from '../../../src/channel/alertmanager/alertmanager.ts';
import { dingtalk } from '../../../src/channel/dingtalk/dingtalk.ts';
import { feishu } from '../../../src/channel/feishu/feishu.ts';
import { pagerduty } from '../../../src/channel/pagerduty/pagerduty.ts';
import { slack } from '../../../src/channel/slack/slack.ts';
import { tencentAlarm } from '../../../src/channel/tencent-alarm/tencent-alarm.ts';
import { teams } from '../../../src/channel/teams/teams.ts';
import { webhook } from '../../../src/channel/webhook/webhook.ts';
import { wecom } from '../../../src/channel/wecom/wecom.ts';
import { alertmanagerServer } from './alertmanager.ts';
import { dingtalkGroup } from './dingtalk.ts';
import { feishuGroup } from './feishu.ts';
import { pagerdutyService } from './pagerduty.ts';
import { slackBot, slackWebhook } from './slack.ts';
import { teamsWorkflow } from './teams.ts';
import { tencentPolicies } from './tencent-alarm.ts';
import type { ContractCase } from '../contract/subject.ts';
import type { Vendor } from './vendor.ts';
import { webhookProgram } from './webhook.ts';
import { wecomGroup } from './wecom.ts';

/** An answer of something on the way. */
const TEAPOT = { '418': { status: 418, body: '<title>Blocked by the proxy</title>' } };

const NO_TIME: Partial<Record<ContractCase, string>> = {
  'throttled with Retry-After': 'its throttle names no time',
};
const ANY_2XX: Partial<Record<ContractCase, string>> = {
  '{}': 'Standard Webhooks takes any 2xx for accepted',
  'HTML with 200': 'Standard Webhooks takes any 2xx for accepted',
  empty: 'Standard Webhooks takes any 2xx for accepted',
};
const ANY_200: Partial<Record<ContractCase, string>> = {
  '{}': 'its API promises no body with 200',
  empty: 'its API promises no body with 200',
};

/** Bodies that cannot be read to their end, where the status alone counts. */
const unreadable = (status: number): NonNullable<Vendor['alsoAccepted']> => ({
  'a body of 1 MiB': { status, body: 'x'.repeat(1024 * 1024) },
  'an encoded body': { status, headers: { 'content-encoding': 'gzip' }, body: 'no gzip' },
});

/** Every vendor that a channel over HTTP speaks to. The answers are those of `docs/channels.md`. */
export const VENDORS: readonly Vendor[] = [
  {
    name: 'webhook',
    key: 'webhook',
    definition: webhook,
    block: (base) => ({ url: `${base}/hook/s3cr3t`, secret: `whsec_${btoa('s3cr3t'.repeat(5))}` }),
    rules: () => webhookProgram({ path: '/hook/s3cr3t', secret: `whsec_${btoa('s3cr3t'.repeat(5))}` }),
    accepted: { status: 204, body: '' },
    alsoAccepted: unreadable(200),
    refused: { 'not valid': { status: 422, body: 'no' } },
    throttledFor: {
      '429': { status: 429, headers: { 'retry-after': '120' }, body: '', seconds: 120 },
    },
    throttled: { '429': { status: 429, body: '' } },
    unknown: {},
    without: ANY_2XX,
    isIdempotent: true,
  },
  {
    name: 'wecom',
    key: 'wecom',
    definition: wecom,
    block: (base) => ({ url: `${base}/cgi-bin/webhook/send?key=s3cr3t`, mention: ['user1'] }),
    rules: () => wecomGroup({ key: 's3cr3t' }),
    accepted: { body: { errcode: 0, errmsg: 'ok' } },
    refused: {
      'wrong key': { body: { errcode: 93_000, errmsg: 'invalid webhook url, from ip: 192.0.2.7' } },
      'too long': { body: { errcode: 40_058, errmsg: 'markdown.content exceed max length 4096' } },
    },
    throttledFor: {},
    throttled: { '45009': { body: { errcode: 45_009, errmsg: 'api freq out of limit' } } },
    unknown: { '987654': { body: { errcode: 987_654, errmsg: 'unheard of' } }, ...TEAPOT },
    without: NO_TIME,
    isIdempotent: false,
  },
  {
    name: 'dingtalk',
    key: 'dingtalk',
    definition: dingtalk,
    block: (base) => ({
      url: `${base}/robot/send?access_token=s3cr3t`,
      secret: 'SECs3cr3t',
      keyword: '告警',
      atMobiles: ['13800000000'],
    }),
    rules: () => dingtalkGroup({ token: 's3cr3t', secret: 'SECs3cr3t', keyword: '告警' }),
    accepted: { body: { errcode: 0, errmsg: 'ok' } },
    refused: {
      'no keyword': { body: { errcode: 310_000, errmsg: 'keywords not in content' } },
      'wrong token': { body: { errcode: 300_005, errmsg: 'token is not exist' } },
      stopped: { body: { errcode: 400_102, errmsg: 'robot has been stopped' } },
      'group gone': { body: { errcode: 400_013, errmsg: 'group has been dissolved' } },
    },
    throttledFor: {
      'its gate': { body: { status: 1111, wait: 5, source: 'x5', punish: 'deny' }, seconds: 5 },
    },
    throttled: {
      '130101': { body: { errcode: 130_101, errmsg: 'send too fast' }, seconds: 600 },
      '410100': { body: { errcode: 410_100, errmsg: '发送速度太快而限流' }, seconds: 600 },
    },
    unknown: { '987654': { body: { errcode: 987_654, errmsg: 'unheard of' } }, ...TEAPOT },
    without: {},
    isIdempotent: false,
  },
  {
    name: 'feishu',
    key: 'feishu',
    definition: feishu,
    block: (base) => ({ url: `${base}/open-apis/bot/v2/hook/s3cr3t`, secret: 's3cr3t', at: ['ou_123'] }),
    rules: () => feishuGroup({ token: 's3cr3t', secret: 's3cr3t' }),
    accepted: { body: { code: 0, msg: 'success', data: {} } },
    refused: {
      'wrong token': { body: { code: 19_001, msg: 'param invalid: incoming webhook access token invalid' } },
      'wrong sign': { body: { code: 19_021, msg: 'sign match fail or timestamp is not within one hour' } },
      address: { body: { code: 19_022, msg: 'Ip Not Allowed' } },
      keyword: { body: { code: 19_024, msg: 'Key Words Not Found' } },
      'bad request': { body: { code: 9_499, msg: 'Bad Request' } },
    },
    throttledFor: {},
    throttled: {
      '11232': { body: { code: 11_232, msg: 'create too many' } },
      '400 9499': { status: 400, body: { code: 9_499, msg: 'too many request' } },
    },
    unknown: { '987654': { body: { code: 987_654, msg: 'unheard of' } }, ...TEAPOT },
    without: NO_TIME,
    isIdempotent: false,
  },
  {
    name: 'slack',
    title: 'slack (webhook)',
    key: 'slack',
    definition: slack,
    block: (base) => ({ url: `${base}/services/T/B/s3cr3t`, mention: ['U0123'] }),
    rules: () => slackWebhook({ path: '/services/T/B/s3cr3t' }),
    accepted: { body: 'ok' },
    refused: {
      'no service': { status: 404, body: 'no_service' },
      archived: { status: 410, body: 'channel_is_archived' },
      payload: { status: 400, body: 'invalid_payload' },
    },
    throttledFor: { '429': { status: 429, headers: { 'retry-after': '30' }, body: '', seconds: 30 } },
    throttled: { '429': { status: 429, body: '' } },
    unknown: { 'another word': { body: 'yes' }, ...TEAPOT },
    without: {},
    isIdempotent: false,
  },
  {
    name: 'slack',
    title: 'slack (bot)',
    key: 'slack',
    definition: slack,
    block: (base) => ({ token: 'xoxb-s3cr3t', channel: 'C0123', apiUrl: base, mention: ['U0123'] }),
    rules: () => slackBot({ token: 'xoxb-s3cr3t', channel: 'C0123' }),
    accepted: { body: { ok: true, channel: 'C0123', ts: '1503435956.000247' } },
    refused: {
      'no channel': { body: { ok: false, error: 'channel_not_found' } },
      'wrong token': { body: { ok: false, error: 'invalid_auth' } },
      'too long': { body: { ok: false, error: 'msg_too_long' } },
    },
    throttledFor: { '429': { status: 429, headers: { 'retry-after': '30' }, body: '', seconds: 30 } },
    throttled: {
      '429': { status: 429, body: '' },
      ratelimited: { body: { ok: false, error: 'ratelimited' } },
    },
    unknown: {
      unheard_of: { body: { ok: false, error: 'unheard_of' } },
      fatal_error: { body: { ok: false, error: 'fatal_error' } },
      ...TEAPOT,
    },
    without: {},
    isIdempotent: false,
  },
  {
    name: 'pagerduty',
    key: 'pagerduty',
    definition: pagerduty,
    block: (base) => ({ routingKey: 's3cr3t', url: base }),
    rules: () => pagerdutyService({ routingKey: 's3cr3t' }),
    accepted: { status: 202, body: { status: 'success', message: 'Event processed' } },
    alsoAccepted: unreadable(202),
    refused: { 'bad request': { status: 400, body: { status: 'invalid event' } } },
    throttledFor: { '429': { status: 429, headers: { 'retry-after': '90' }, body: '', seconds: 90 } },
    throttled: { '429': { status: 429, body: '', seconds: 60 } },
    unknown: { '200': { body: { status: 'success' } }, ...TEAPOT },
    without: {},
    isIdempotent: true,
  },
  {
    name: 'teams',
    key: 'teams',
    definition: teams,
    block: (base) => ({ url: `${base}/workflows/s3cr3t` }),
    rules: () => teamsWorkflow({ path: '/workflows/s3cr3t' }),
    accepted: { status: 202, body: '' },
    alsoAccepted: unreadable(202),
    refused: { 'flow deleted': { status: 404, body: { error: { code: 'WorkflowNotFound' } } } },
    throttledFor: { '429': { status: 429, headers: { 'retry-after': '7' }, body: '', seconds: 7 } },
    throttled: { '429': { status: 429, body: '' } },
    unknown: { '200': { body: '1' } },
    without: {},
    isIdempotent: false,
  },
  {
    name: 'alertmanager',
    key: 'alertmanager',
    definition: alertmanager,
    block: (base) => ({ urls: [`${base}/s3cr3t`] }),
    rules: () => alertmanagerServer({ prefix: '/s3cr3t' }),
    accepted: { body: {} },
    alsoAccepted: unreadable(200),
    refused: { 'not valid': { status: 400, body: '"at least one label pair required"' } },
    throttledFor: {},
    throttled: { '429': { status: 429, body: '' } },
    unknown: { '202': { status: 202, body: {} }, ...TEAPOT },
    without: { ...ANY_200, ...NO_TIME },
    isIdempotent: true,
  },
  {
    name: 'tencent_alarm',
    key: 'tencentAlarm',
    definition: tencentAlarm,
    block: (base) => ({ policyId: 'cm-12345678', endpoint: base }),
    rules: () => tencentPolicies({ secretId: 's3cr3t-id', secretKey: 's3cr3t', policyId: 'cm-12345678' }),
    accepted: { body: { Response: { RequestId: 'r1' } } },
    refused: {
      policy: {
        body: {
          Response: { Error: { Code: 'InvalidParameterValue', Message: 'no policy' }, RequestId: 'r' },
        },
      },
      key: {
        body: { Response: { Error: { Code: 'AuthFailure.SecretIdNotFound', Message: '' }, RequestId: 'r' } },
      },
      operation: {
        body: { Response: { Error: { Code: 'FailedOperation.SendError', Message: '' }, RequestId: 'r' } },
      },
    },
    throttledFor: {},
    throttled: {
      RequestLimitExceeded: {
        body: { Response: { Error: { Code: 'RequestLimitExceeded', Message: '' }, RequestId: 'r' } },
      },
    },
    unknown: {
      Unheard: { body: { Response: { Error: { Code: 'Unheard.Of', Message: '' }, RequestId: 'r' } } },
      ...TEAPOT,
    },
    without: NO_TIME,
    isIdempotent: false,
  },
];
