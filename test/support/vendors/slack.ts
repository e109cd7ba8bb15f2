import { SECOND, type Instant } from '../../../src/platform/time.ts';
import { RequestRate } from './request-rate.ts';
import { bareLinks, members, parsed, withEmoji, withoutMarks } from './shown-text.ts';
import type { ShownText, VendorReply, VendorRules } from './stand-in.ts';

/** Characters of a message in all. */
const MAX_LENGTH = 13_000;
const MAX_BLOCKS = 50;
const MAX_SECTION = 3_000;

/** A channel of Slack with an incoming webhook: one request a second, no threads. */
export function slackWebhook({ path: hook }: { path: string }): VendorRules {
  const rate = new RequestRate({ most: 1, per: SECOND });
  return ({ path, body }, now) => {
    if (path !== hook) return { status: 404, body: 'no_service' };
    if (rate.isOver(now)) return THROTTLED;
    const message = members(parsed(body));
    const flaw = flawOf(message);
    if (flaw !== undefined) return { status: 400, body: flaw === 'no_text' ? 'no_text' : 'invalid_payload' };
    return { body: 'ok', took: readMrkdwn(textOf(message)) };
  };
}

export interface SlackBotSettings {
  token: string;
  channel: string;
}

/** A channel of Slack with a bot: one request a second, and threads by the `ts` of their first message. */
export function slackBot({ token, channel }: SlackBotSettings): VendorRules {
  const rate = new RequestRate({ most: 1, per: SECOND });
  const known = new Set<unknown>();
  return ({ path, headers, body }, now) => {
    if (path !== '/api/chat.postMessage') return { status: 404, body: 'not found' };
    if (headers.authorization !== `Bearer ${token}`) return failure('invalid_auth');
    if (rate.isOver(now)) return THROTTLED;
    const message = members(parsed(body));
    if (message['channel'] !== channel) return failure('channel_not_found');
    const flaw = flawOf(message);
    if (flaw !== undefined) return failure(flaw);
    const { thread_ts: thread } = message;
    if (thread !== undefined && !known.has(thread)) return failure('thread_not_found');
    const ts = timestampOf(now, known.size);
    known.add(ts);
    const shown = readMrkdwn(textOf(message));
    return {
      body: { ok: true, channel, ts },
      took: { ...shown, ...(typeof thread === 'string' && { thread }) },
    };
  };
}

const THROTTLED: VendorReply = { status: 429, headers: { 'retry-after': '1' }, body: '', isThrottle: true };

function failure(error: string): VendorReply {
  return { body: { ok: false, error } };
}

/** Returns what is wrong with a message. `undefined`: nothing. */
function flawOf(message: Readonly<Record<string, unknown>>): string | undefined {
  const { blocks = [] } = message;
  const text = textOf(message);
  if (text === '') return 'no_text';
  if (!Array.isArray(blocks) || blocks.length > MAX_BLOCKS) return 'invalid_blocks';
  const sections = blocks.map((block) => members(members(block)['text'])['text']);
  if (sections.some((section) => typeof section === 'string' && section.length > MAX_SECTION))
    return 'invalid_blocks';
  return text.length + sections.join('').length > MAX_LENGTH ? 'msg_too_long' : undefined;
}

function textOf({ text }: Readonly<Record<string, unknown>>): string {
  return typeof text === 'string' ? text : '';
}

/** Seconds, and a number that tells messages of one second apart. */
function timestampOf(now: Instant, before: number): string {
  return `${Math.floor(now / SECOND)}.${String(before).padStart(6, '0')}`;
}

/** Reads mrkdwn: `<url|label>`, `<@member>`, `<!here>`, and three entities. */
function readMrkdwn(mrkdwn: string): ShownText {
  const links: string[] = [];
  const mentions: string[] = [];
  const drawn = mrkdwn
    .replace(/<([^<>]*)>/g, (_all, inner: string) => {
      const [to = '', label = to] = inner.split('|');
      if (/^[@!#]/.test(to)) mentions.push(to.slice(1));
      else links.push(to);
      return label;
    })
    .replace(/^&gt; ?/gm, '');
  const text = withEmoji(withoutMarks(drawn, 1))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return { text, links: [...links, ...bareLinks(text)], mentions };
}
