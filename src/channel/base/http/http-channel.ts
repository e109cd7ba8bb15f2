import { hideAddresses } from './hide-addresses.ts';
import type { Message } from '../../../core/message/message.ts';
import type { Channel, Failure, Verdict, Verification } from '../../../outbox/channel.ts';
import { HttpClient, type HttpAnswer } from '../../../platform/http/http-client.ts';
import { HttpFailure } from '../../../platform/http/http-failure.ts';
import type { ProxyPolicy } from '../../../platform/http/proxy-policy.ts';
import type { Secret } from '../../../platform/secret.ts';
import { responseText } from '../../../platform/text/response-text.ts';
import { SECOND, type Clock, type Duration, type Instant } from '../../../platform/time.ts';
import { mergeMessages } from '../../../render/chat/merge-messages.ts';
import type { StandingMessage } from '../../../core/message/standing-message.ts';
import { BatchwatchError } from '../../../platform/errors.ts';
import type { AnswerVerdict, ReadAnswer } from './answer-verdict.ts';

/** One message as it is sent to one destination. */
export interface ComposedRequest {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface ComposeOptions {
  sentAt: Instant;
  thread: string | undefined;
  signal: AbortSignal;
}

export interface HttpChannelOptions {
  /** The label `channel`. */
  name: string;
  /** The destination's name: the recipient in the outbox. */
  recipient: string;
  maxPerMinute: number;
  pace?: Duration | undefined;
  /** True where the other side recognises a repeated message, so that it can be repeated soon. */
  isIdempotent: boolean;
  /** True where people read it: then one message may stand for several. */
  isForPeople: boolean;
  /** Writes a message in the language and the zone of its receiver's way here. */
  display: (message: Message) => Message;
  compose: (message: Message, sending: ComposeOptions) => ComposedRequest | Promise<ComposedRequest>;
  /** Writes the request that ends at once what a message began and nothing later ends. `undefined`: it began nothing. */
  conclude?: undefined | ((message: Message, sentAt: Instant) => ComposedRequest | undefined);
  /** Repeats what stands, where the other side forgets it otherwise. */
  refresh?:
    | undefined
    | {
        every: Duration;
        receivers: readonly string[];
        compose: (standing: readonly StandingMessage[], sentAt: Instant) => ComposedRequest;
      };
  /** Reads an answer. Pure. @param now of our clock. */
  verdict: (answer: ReadAnswer, now: Instant) => AnswerVerdict;
  /** Asks the other side whether it would take messages, without sending one. Left out where no such question exists. */
  probe?:
    | undefined
    | ((client: HttpClient, signal: AbortSignal) => Promise<AnswerVerdict & { response: string }>);
  /** All that must not show in what is kept of an answer. */
  secrets: readonly Secret[];
  clock: Clock;
  proxies: ProxyPolicy;
}

/** Messages are hours apart: a connection that was kept would have been cut on the way. */
const CLOSE = { connection: 'close' };

const TIMEOUT: Duration = 20 * SECOND;
/** More of an answer is not read. */
const MAX_BYTES = 64 * 1024;

/**
 * Makes a channel to one destination over HTTP: one POST a message. It follows no redirect. What is kept of an answer
 * holds no secret.
 */
export function createHttpChannel(options: HttpChannelOptions): Channel {
  const { name, recipient, maxPerMinute, clock, proxies, probe } = options;
  const client = new HttpClient({ timeout: TIMEOUT, clock, proxies, maxBytes: MAX_BYTES, mayCut: true });
  return {
    name,
    recipient,
    maxPerMinute,
    ...(options.pace !== undefined && { pace: options.pace }),
    ...(options.isForPeople && {
      merge: (messages: readonly Message[]) => mergeMessages(messages.map(options.display)),
    }),
    async send(message, _recipient, { signal, onHandedOver, thread }) {
      let isHandedOver = false;
      const onSent = () => {
        if (!isHandedOver) onHandedOver?.();
        isHandedOver = true;
      };
      const post = async (request: ComposedRequest) => {
        const headers = { ...CLOSE, ...request.headers };
        const answer = await client.send({ method: 'POST', ...request, headers }, signal, { onSent });
        return toVerdict(readAnswer(answer, options), answer, options);
      };
      try {
        const verdict = await post(await options.compose(message, { sentAt: clock.now(), thread, signal }));
        if (verdict.outcome !== 'delivered') return verdict;
        // Until both are taken, the message is not: the other side knows it again when it is repeated.
        const end = options.conclude?.(message, clock.now());
        return end === undefined ? verdict : await post(end);
      } catch (error) {
        // A message that cannot be written is a bug. A key that cannot be had is none.
        if (!(error instanceof BatchwatchError) && !signal.aborted) throw error;
        return noAnswer(error, isHandedOver, options);
      }
    },
    ...(options.refresh !== undefined && { refresh: refreshing(client, options.refresh, options) }),
    async verify(signal) {
      if (probe === undefined) return NOT_ASKED;
      try {
        const { response, ...answered } = await probe(client, signal);
        return { ...toVerdict(answered, { body: response }, options), recipients: [] };
      } catch (error) {
        if (!(error instanceof HttpFailure) && !signal.aborted) throw error;
        return { ...noAnswer(error, false, options), recipients: [] };
      }
    },
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

function refreshing(
  client: HttpClient,
  { compose, ...refresh }: NonNullable<HttpChannelOptions['refresh']>,
  options: HttpChannelOptions,
): NonNullable<Channel['refresh']> {
  const { clock } = options;
  return {
    ...refresh,
    async send(standing, signal) {
      try {
        const answer = await client.send({ method: 'POST', ...compose(standing, clock.now()) }, signal);
        return toVerdict(readAnswer(answer, options), answer, options);
      } catch (error) {
        if (!(error instanceof HttpFailure) && !signal.aborted) throw error;
        return noAnswer(error, false, options);
      }
    },
  };
}

/** A proxy that wants a login answers itself: the other side has seen nothing. */
function readAnswer(answer: HttpAnswer, { verdict, clock }: HttpChannelOptions): AnswerVerdict {
  return answer.status === 407 ? { means: 'later', why: 'down' } : verdict(answer, clock.now());
}

const NOT_ASKED: Verification = { outcome: 'delivered', response: '', recipients: [], wasAsked: false };

function toVerdict(
  verdict: AnswerVerdict,
  answer: Partial<HttpAnswer>,
  options: Pick<HttpChannelOptions, 'secrets' | 'isIdempotent'>,
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
function mayBePosted(
  { status = 0 }: Partial<HttpAnswer>,
  { isIdempotent }: Pick<HttpChannelOptions, 'isIdempotent'>,
): boolean {
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

function reasonOf(error: unknown): Failure['reason'] {
  if (error instanceof HttpFailure) return error.reason === 'timeout' ? 'timeout' : 'network';
  return error instanceof BatchwatchError ? 'auth' : 'network';
}

/** No whole answer came: where the message was handed over, it may have been taken. */
function noAnswer(error: unknown, isHandedOver: boolean, options: HttpChannelOptions): Failure {
  const isUnanswered = isHandedOver && !options.isIdempotent;
  const text = error instanceof Error ? error.message : String(error);
  return {
    outcome: 'temporary',
    reason: reasonOf(error),
    response: responseText(text, ...options.secrets),
    concern: isUnanswered ? 'unanswered' : 'channel',
    offered: isHandedOver,
  };
}
