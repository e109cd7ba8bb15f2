import { BatchwatchError } from '../../../platform/errors.ts';
import type { Failure, Verdict } from '../../../outbox/channel.ts';
import type { HttpAnswer } from '../../../platform/http/http-client.ts';
import { HttpFailure } from '../../../platform/http/http-failure.ts';
import type { Secret } from '../../../platform/secret.ts';
import { responseText } from '../../../platform/text/response-text.ts';
import type { AnswerVerdict } from './answer-verdict.ts';
import { hideAddresses } from './hide-addresses.ts';

interface VerdictOptions {
  /** True where the other side recognises a repeated message, so that it can be repeated soon. */
  isIdempotent: boolean;
  /** All that must not show in what is kept of an answer. */
  secrets: readonly Secret[];
}

/** Says what an answer means for the message, by what its vendor's rules made of it. */
export function toVerdict(
  verdict: AnswerVerdict,
  answer: Partial<HttpAnswer>,
  options: VerdictOptions,
): Verdict {
  const status = answer.status === undefined ? '' : `${answer.status} `;
  const body = hideAddresses(answer.body ?? '');
  const response = responseText(`${status}${body}`, ...options.secrets);
  switch (verdict.means) {
    case 'accepted':
      return { outcome: 'delivered', response, thread: verdict.thread };
    case 'refused':
      return {
        ...PERMANENT,
        concern: verdict.why === 'message' ? 'message' : 'recipient',
        hint: verdict.hint,
        response,
      };
    case 'gone':
      return { ...GONE, response };
    case 'later':
      return {
        ...TEMPORARY,
        reason: verdict.why === 'throttled' ? 'rate_limited' : 'temporary',
        concern: 'channel',
        // Nothing was posted.
        offered: verdict.why !== 'throttled',
        pause: verdict.retryAfter,
        response,
      };
    case 'thread-gone':
      return {
        ...TEMPORARY,
        reason: 'temporary',
        concern: 'channel',
        offered: false,
        isThreadGone: true,
        response,
      };
    case 'unsure':
      return {
        ...TEMPORARY,
        reason: 'temporary',
        concern: verdict.isFailure !== true && mayBePosted(answer, options) ? 'unanswered' : 'channel',
        response,
      };
  }
}

/** An answer that nobody understands, with a status of success, may stand for a message that was posted. */
function mayBePosted({ status = 0 }: Partial<HttpAnswer>, { isIdempotent }: VerdictOptions): boolean {
  return !isIdempotent && status >= 200 && status < 300;
}

const PERMANENT = { outcome: 'permanent', reason: 'permanent', offered: true } as const;
/** Nothing is lost: the messages wait for another configuration. */
const GONE = {
  outcome: 'temporary',
  reason: 'permanent',
  concern: 'channel',
  hint: 'destination-gone',
  pause: Infinity,
  offered: false,
} as const;
const TEMPORARY = { outcome: 'temporary', offered: true } as const;

interface NoAnswerOptions extends VerdictOptions {
  /** True when all of the message had left. */
  isHandedOver?: boolean;
}

/**
 * Judges that no whole answer came: a message that was handed over may have been taken.
 * @throws what is a bug, as when a message cannot be written. A key that cannot be had is none.
 */
export function noAnswer(
  error: unknown,
  signal: AbortSignal,
  { isIdempotent, secrets, isHandedOver = false }: NoAnswerOptions,
): Failure {
  if (!(error instanceof BatchwatchError) && !signal.aborted) throw error;
  const text = error instanceof Error ? error.message : String(error);
  return {
    outcome: 'temporary',
    reason: reasonOf(error),
    response: responseText(text, ...secrets),
    concern: isHandedOver && !isIdempotent ? 'unanswered' : 'channel',
    offered: isHandedOver,
  };
}

function reasonOf(error: unknown): Failure['reason'] {
  if (error instanceof HttpFailure) return error.reason === 'timeout' ? 'timeout' : 'network';
  return error instanceof BatchwatchError ? 'auth' : 'network';
}
