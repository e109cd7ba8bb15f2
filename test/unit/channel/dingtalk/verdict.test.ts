import { expect, it } from 'vitest';
import { dingtalkVerdict } from '../../../../src/channel/dingtalk/verdict.ts';
import {
  ACCEPTED,
  answerOf,
  DOWN,
  OF_DESTINATION,
  OF_MESSAGE,
  throttledFor,
  UNKNOWN_FAILURE,
  UNSURE,
} from '../../../support/contract/verdicts.ts';

/** Ten minutes. */
const PENALTY = throttledFor(600);
const code = (errcode: unknown, errmsg = '') => answerOf(200, { errcode, errmsg });
const gate = (wait?: unknown) => answerOf(200, { status: 1111, wait, source: 'x5', punish: 'deny' });

it.each([
  [code(0, 'ok'), ACCEPTED],
  // What is taken is taken, whatever the text says.
  [code(0, 'too fast next time'), ACCEPTED],
  [code(130_101, 'send too fast, exceed 20 times per minute'), PENALTY],
  [code(410_100, '发送速度太快而限流'), PENALTY],
  [code(987_654, '发送频率过高'), PENALTY],
  [gate(5), throttledFor(5)],
  [gate(), PENALTY],
  [gate(-5), PENALTY],
  [gate('5'), PENALTY],
  [gate(86_400), PENALTY],
  [code(-1, '系统繁忙'), DOWN],
  [code(300_001, 'token is not exist'), OF_DESTINATION],
  [code(300_005, 'token is not exist'), OF_DESTINATION],
  [code(400_101, 'access_token不存在'), OF_DESTINATION],
  [code(400_102, '机器人已停用'), OF_DESTINATION],
  [code(400_013, '群已被解散'), OF_DESTINATION],
  [code(40_035, '缺少参数 json'), OF_MESSAGE],
  [code(987_654, 'unheard of'), UNKNOWN_FAILURE],
  [code('0'), UNSURE],
  [answerOf(200, {}), UNSURE],
  [answerOf(200, ''), UNSURE],
  [answerOf(200, '<html>'), UNSURE],
  [answerOf(302), UNSURE],
  [answerOf(403, { errcode: 0 }), UNSURE],
  [answerOf(429), PENALTY],
  [answerOf(500, { errcode: 0 }), DOWN],
] as const)('%j means %j', (answer, verdict) => {
  expect(dingtalkVerdict(answer)).toEqual(verdict);
});

it.each([
  ['keywords not in content', 'check-keyword'],
  ['description:机器人发送签名不匹配，请确认签名和生成签名的时间戳必须都放在调用的网址中', 'check-signature'],
  ['description:关键词不匹配', 'check-keyword'],
  [
    'description:robot 发送签名过期; solution:签名生成时间和发送时间请保持在 timestampms 以内',
    'check-signature',
  ],
  ['sign not match', 'check-signature'],
  ['not in whitelist, ip:192.0.2.7', 'check-our-address'],
  ['description:来源IP地址不在白名单', 'check-our-address'],
  ['something else', undefined],
])('DingTalk refuses by its security settings: %s', (errmsg, hint) => {
  const body = JSON.stringify({ errcode: 310_000, errmsg });
  expect(dingtalkVerdict({ status: 200, headers: {}, body })).toEqual({
    means: 'refused',
    why: 'destination',
    ...(hint !== undefined && { hint }),
  });
});
