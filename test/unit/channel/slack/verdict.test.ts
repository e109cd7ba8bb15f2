import { describe, expect, it } from 'vitest';
import type { AnswerVerdict, ReadAnswer } from '../../../../src/channel/base/http/answer-verdict.ts';
import { slackApiVerdict, slackWebhookVerdict } from '../../../../src/channel/slack/verdict.ts';
import { SECOND } from '../../../../src/platform/time.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const DESTINATION: AnswerVerdict = { means: 'refused', why: 'destination' };
const MESSAGE: AnswerVerdict = { means: 'refused', why: 'message' };
const UNSURE: AnswerVerdict = { means: 'unsure' };
const DOWN: AnswerVerdict = { means: 'later', why: 'down' };
const wait = (seconds?: number): AnswerVerdict => ({
  means: 'later',
  why: 'throttled',
  retryAfter: seconds === undefined ? undefined : seconds * SECOND,
});

function answer(status: number, body: unknown, headers: ReadAnswer['headers'] = {}): ReadAnswer {
  return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

describe('an incoming webhook of Slack', () => {
  it.each([
    [answer(200, 'ok'), { means: 'accepted' }],
    [answer(200, 'ok\n'), { means: 'accepted' }],
    [answer(200, ''), UNSURE],
    [answer(200, '{}'), UNSURE],
    [answer(200, { ok: true }), UNSURE],
    [answer(202, 'ok'), UNSURE],
    [answer(302, ''), UNSURE],
    [answer(429, ''), wait()],
    [answer(429, '', { 'retry-after': '30' }), wait(30)],
    [answer(500, 'rollup_error'), DOWN],
    [answer(503, ''), DOWN],
    [answer(400, 'invalid_payload'), MESSAGE],
    [answer(400, 'no_text'), MESSAGE],
    [answer(400, 'too_many_attachments'), MESSAGE],
    [answer(403, 'invalid_token'), DESTINATION],
    [answer(403, 'action_prohibited'), DESTINATION],
    [answer(404, 'no_service'), DESTINATION],
    [answer(404, 'no_team'), DESTINATION],
    [answer(404, 'channel_not_found'), DESTINATION],
    [answer(410, 'channel_is_archived'), DESTINATION],
    ...[
      'no_active_hooks',
      'no_service_id',
      'team_disabled',
      'user_not_found',
      'posting_to_general_channel_denied',
    ].map((word) => [answer(403, word), DESTINATION] as const),
    ...['invalid_blocks', 'msg_too_long'].map((word) => [answer(400, word), MESSAGE] as const),
    // A word that no table has.
    [answer(400, 'unheard_of'), { means: 'unsure', isFailure: true }],
    [answer(403, 'unheard_of'), { means: 'unsure', isFailure: true }],
    // A proxy on the way does not speak for Slack.
    [answer(403, '<title>Blocked</title>'), UNSURE],
    [answer(404, ''), UNSURE],
    [answer(407, 'Proxy Authentication Required'), UNSURE],
  ] as const)('%j means %j', (given, verdict) => {
    expect(slackWebhookVerdict(given, NOW)).toEqual(verdict);
  });
});

describe('chat.postMessage of Slack', () => {
  const failed = (error: string) => answer(200, { ok: false, error });

  it.each([
    [answer(200, { ok: true, ts: '1.2' }), { means: 'accepted', thread: '1.2' }],
    [answer(200, { ok: true }), UNSURE],
    [answer(200, { ok: 'true', ts: '1.2' }), UNSURE],
    [answer(200, 'ok'), UNSURE],
    [answer(200, {}), UNSURE],
    [answer(404, failed('channel_not_found').body), UNSURE],
    [answer(429, ''), wait()],
    [answer(429, '', { 'retry-after': '1' }), wait(1)],
    [failed('ratelimited'), wait()],
    [failed('rate_limited'), wait()],
    [answer(500, ''), DOWN],
    // A part of it may have succeeded.
    [failed('internal_error'), UNSURE],
    [failed('thread_not_found'), { means: 'thread-gone' }],
    [failed('fatal_error'), UNSURE],
    [failed('unheard_of'), { means: 'unsure', isFailure: true }],
    [answer(200, { ok: 'false', error: 'unheard_of' }), UNSURE],
    ...['channel_not_found', 'not_in_channel', 'is_archived', 'invalid_auth', 'token_revoked'].map(
      (error) => [failed(error), DESTINATION] as const,
    ),
    ...['not_authed', 'account_inactive', 'token_expired', 'missing_scope', 'restricted_action'].map(
      (error) => [failed(error), DESTINATION] as const,
    ),
    ...['msg_too_long', 'invalid_blocks', 'no_text'].map((error) => [failed(error), MESSAGE] as const),
  ] as const)('%j means %j', (given, verdict) => {
    expect(slackApiVerdict(given, NOW)).toEqual(verdict);
  });
});
