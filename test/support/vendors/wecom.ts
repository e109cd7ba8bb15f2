import { RequestRate } from './request-rate.ts';
import { members, parsed, readMarkdown } from './shown-text.ts';
import type { VendorReply, VendorRules } from './stand-in.ts';

/** A group of WeCom with a robot: 20 requests a minute, 4,096 bytes of Markdown. */
export function wecomGroup({ key }: { key: string }): VendorRules {
  const rate = new RequestRate({ most: 20 });
  return ({ method, path, query, body }, now) => {
    if (method !== 'POST' || path !== '/cgi-bin/webhook/send' || query.get('key') !== key)
      return failure(
        93_000,
        'invalid webhook url, from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com',
      );
    if (rate.isOver(now)) return { ...failure(45_009, 'api freq out of limit'), isThrottle: true };
    const { msgtype, markdown } = members(parsed(body));
    if (msgtype !== 'markdown') return failure(40_008, 'invalid message type');
    const { content } = members(markdown);
    if (typeof content !== 'string' || content === '') return failure(44_004, 'empty content');
    if (Buffer.byteLength(content) > 4_096)
      return failure(40_058, 'markdown.content exceed max length 4096. invalid Request Parameter');
    return { body: { errcode: 0, errmsg: 'ok' }, took: readMarkdown(content, /<@([^\s<>]+)>/g) };
  };
}

function failure(errcode: number, errmsg: string): VendorReply {
  return { body: { errcode, errmsg } };
}
