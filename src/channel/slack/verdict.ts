import { type AnswerVerdict, jsonObject, type ReadAnswer, retryAfter } from '../base/http/answer-verdict.ts';

/**
 * Reads the answer of an incoming webhook (Slack documentation, "Sending messages using incoming webhooks"): 200 with the
 * body `ok` alone takes the message. A 4xx names in one word what is wrong. Anything else comes from a station on the way,
 * such as a proxy.
 */
export function slackWebhookVerdict(answer: ReadAnswer, now: number): AnswerVerdict {
  const { status, body } = answer;
  if (status === 200) return body.trim() === 'ok' ? { means: 'accepted' } : { means: 'unsure' };
  if (status === 429) return { means: 'later', why: 'throttled', retryAfter: retryAfter(answer, now) };
  if (status >= 500) return { means: 'later', why: 'down' };
  const word = body.trim();
  if (status < 400) return { means: 'unsure' };
  if (OF_PAYLOAD.has(word)) return { means: 'refused', why: 'message' };
  if (OF_HOOK.has(word)) return { means: 'refused', why: 'destination' };
  return /^[a-z_]+$/.test(word) ? { means: 'unsure', isFailure: true } : { means: 'unsure' };
}

/** Words of an incoming webhook about the message. */
const OF_PAYLOAD: ReadonlySet<string> = new Set([
  'invalid_payload',
  'too_many_attachments',
  'invalid_blocks',
  'msg_too_long',
  'no_text',
]);

/** Words of an incoming webhook about itself, its channel or its workspace. */
const OF_HOOK: ReadonlySet<string> = new Set([
  'action_prohibited',
  'channel_is_archived',
  'channel_not_found',
  'invalid_token',
  'no_active_hooks',
  'no_service',
  'no_service_id',
  'no_team',
  'posting_to_general_channel_denied',
  'team_disabled',
  'user_not_found',
]);

/** Errors of `chat.postMessage` that stay (Slack documentation, "chat.postMessage", Errors). */
const OF_DESTINATION: ReadonlySet<unknown> = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'restricted_action',
]);
const OF_MESSAGE: ReadonlySet<unknown> = new Set([
  'msg_too_long',
  'no_text',
  'invalid_blocks',
  'invalid_arguments',
]);

/** A part of the message may have been posted all the same. */
const OF_A_PART: ReadonlySet<string> = new Set(['internal_error', 'fatal_error']);

/** Reads the answer of `chat.postMessage`. It answers failures with status 200. The thread begins at its `ts`. */
export function slackApiVerdict(answer: ReadAnswer, now: number): AnswerVerdict {
  const { status, body } = answer;
  const throttled = { means: 'later', why: 'throttled', retryAfter: retryAfter(answer, now) } as const;
  if (status === 429) return throttled;
  if (status >= 500) return { means: 'later', why: 'down' };
  if (status !== 200) return { means: 'unsure' };
  const { ok, error, ts } = jsonObject(body);
  if (ok === true) return typeof ts === 'string' ? { means: 'accepted', thread: ts } : { means: 'unsure' };
  if (error === 'ratelimited' || error === 'rate_limited') return throttled;
  // Somebody deleted its first message.
  if (error === 'thread_not_found') return { means: 'thread-gone' };
  if (OF_DESTINATION.has(error)) return { means: 'refused', why: 'destination' };
  if (OF_MESSAGE.has(error)) return { means: 'refused', why: 'message' };
  const isFailure = ok === false && typeof error === 'string' && !OF_A_PART.has(error);
  return isFailure ? { means: 'unsure', isFailure } : { means: 'unsure' };
}
