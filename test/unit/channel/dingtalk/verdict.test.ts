import { expect, it } from 'vitest';
import { dingtalkVerdict } from '../../../../src/channel/dingtalk/verdict.ts';

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
