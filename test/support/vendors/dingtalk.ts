import { createHmac } from 'node:crypto';
import { HOUR, MINUTE, type Instant } from '../../../src/platform/time.ts';
import { RequestRate } from './request-rate.ts';
import { members, parsed, readMarkdown } from './shown-text.ts';
import type { VendorReply, VendorRequest, VendorRules } from './stand-in.ts';

export interface DingtalkSettings {
  token: string;
  secret?: string;
  keyword?: string;
  /** True where its gate answers in place of the robot while it is too fast. */
  hasGate?: boolean;
}

/** A group of DingTalk with a robot: 20 requests a minute, then ten minutes of penalty; 20,000 bytes. */
export function dingtalkGroup({
  token,
  secret,
  keyword = '',
  hasGate = false,
}: DingtalkSettings): VendorRules {
  const rate = new RequestRate({ most: 20, penalty: 10 * MINUTE });
  return (request, now) => {
    const { method, path, query, body } = request;
    if (method !== 'POST' || path !== '/robot/send' || query.get('access_token') !== token)
      return failure(300_005, 'token is not exist');
    if (rate.isOver(now)) {
      if (hasGate) return { body: { status: 1111, wait: 5, source: 'x5', punish: 'deny' }, isThrottle: true };
      return { ...failure(130_101, 'send too fast, exceed 20 times per minute'), isThrottle: true };
    }
    if (secret !== undefined && !isSigned(request, secret, now))
      return failure(
        310_000,
        'description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中',
      );
    if (Buffer.byteLength(body) > 20_000) return failure(460_101, 'message too long, exceed 20000 bytes');
    const { msgtype, markdown } = members(parsed(body));
    const { title, text } = members(markdown);
    if (msgtype !== 'markdown' || typeof title !== 'string' || typeof text !== 'string' || text === '')
      return failure(40_035, '缺少参数 json');
    if (!`${title}${text}`.includes(keyword))
      return failure(310_000, `keywords not in content, more: [${keyword}]`);
    return { body: { errcode: 0, errmsg: 'ok' }, took: shown(text, parsed(body)) };
  };
}

/** Only who stands in `at` is called, and only where the text names them. */
function shown(text: string, body: unknown) {
  const { atMobiles, isAtAll } = members(members(body)['at']);
  const mobiles = Array.isArray(atMobiles) ? atMobiles.map(String) : [];
  const { mentions, ...rest } = readMarkdown(text, /@(\+?[\d-]{5,20}|all|所有人)/g);
  const called = mentions.filter((person) => mobiles.includes(person));
  return { ...rest, mentions: isAtAll === true ? ['all', ...called] : called };
}

/** Signed by the time in milliseconds, which is less than an hour away. */
function isSigned({ query }: VendorRequest, secret: string, now: Instant): boolean {
  const timestamp = query.get('timestamp') ?? '';
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  return query.get('sign') === sign && Math.abs(Number(timestamp) - now) < HOUR;
}

function failure(errcode: number, errmsg: string): VendorReply {
  return { body: { errcode, errmsg } };
}
