import { createHmac } from 'node:crypto';
import { HOUR, SECOND, type Instant } from '../../../src/platform/time.ts';
import { RequestRate } from './request-rate.ts';
import { members, parsed, readMarkdown, withEmoji } from './shown-text.ts';
import type { ShownText, VendorReply, VendorRules } from './stand-in.ts';

export interface FeishuSettings {
  token: string;
  secret?: string;
  keyword?: string;
}

/** A group of Feishu with a bot: 5 requests a second and 100 a minute, 20,000 bytes. */
export function feishuGroup({ token, secret, keyword = '' }: FeishuSettings): VendorRules {
  const second = new RequestRate({ most: 5, per: SECOND });
  const minute = new RequestRate({ most: 100 });
  return ({ method, path, body }, now) => {
    if (method !== 'POST' || path !== `/open-apis/bot/v2/hook/${token}`)
      return failure(19_001, 'param invalid: incoming webhook access token invalid');
    if (minute.isOver(now))
      return { ...failure(11_232, 'frequency limited, create message too many'), isThrottle: true };
    if (second.isOver(now)) return { ...failure(9_499, 'too many request'), status: 400, isThrottle: true };
    if (Buffer.byteLength(body) > 20_000) return failure(9_499, 'Bad Request');
    const message = members(parsed(body));
    if (secret !== undefined && !isSigned(message, secret, now))
      return failure(19_021, 'sign match fail or timestamp is not within one hour from current time');
    const { msg_type: type, card } = message;
    const shown = type === 'interactive' ? shownCard(members(card)) : undefined;
    if (shown === undefined) return failure(9_499, 'Bad Request');
    if (!shown.text.includes(keyword)) return failure(19_024, 'Key Words Not Found');
    return { body: { code: 0, msg: 'success', data: {} }, took: shown };
  };
}

/** Reads a card (JSON 2.0). `undefined` when it is none. */
function shownCard({ schema, header, body }: Readonly<Record<string, unknown>>): ShownText | undefined {
  const { elements } = members(body);
  if (schema !== '2.0' || !Array.isArray(elements)) return undefined;
  const title = members(members(header)['title'])['content'];
  const parts = elements.map(members);
  if (
    typeof title !== 'string' ||
    parts.some(({ tag, content }) => tag !== 'markdown' || typeof content !== 'string')
  )
    return undefined;
  const { text, ...rest } = readMarkdown(
    withEmoji(parts.map(({ content }) => content).join('\n')),
    /<at (?:id|ids|user_id|email)=["']?([^"'>]+)["']?\s*>\s*<\/at>/g,
  );
  return {
    ...rest,
    text: `${title}\n${text}`,
  };
}

/** Signed by the time in seconds, which stands in the body and is less than an hour away. */
function isSigned(
  { timestamp, sign }: Readonly<Record<string, unknown>>,
  secret: string,
  now: Instant,
): boolean {
  const expected = createHmac('sha256', `${String(timestamp)}\n${secret}`).digest('base64');
  return sign === expected && Math.abs(Number(timestamp) * 1_000 - now) < HOUR;
}

function failure(code: number, msg: string): VendorReply {
  return { body: { code, msg, data: {} } };
}
