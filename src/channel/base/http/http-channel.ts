import { hideAddresses } from './hide-addresses.ts';
import type { Message } from '../../../core/message/message.ts';
import type { Channel, Failure, SendOptions, Verdict, Verification } from '../../../outbox/channel.ts';
import { HttpClient, type HttpAnswer, type SendingEvents } from '../../../platform/http/http-client.ts';
import { HttpFailure } from '../../../platform/http/http-failure.ts';
import { proxySecrets } from '../../../platform/http/http-proxy.ts';
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
  /** Secrets in the request that must not show, beside those of its destination. */
  secrets?: readonly Secret[];
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
  maxPerSecond?: number | undefined;
  /** True where the other side recognises a repeated message, so that it can be repeated soon. */
  isIdempotent: boolean;
  /** True where people read it: then one message may stand for several. */
  isForPeople: boolean;
  /** Writes a message in the language and the zone of its receiver's way here. */
  display: (message: Message) => Message;
  compose: (message: Message, sending: ComposeOptions) => ComposedRequest | Promise<ComposedRequest>;
  /** Writes the request that ends at once what a message began and nothing later ends. `undefined`: it began nothing. */
  conclude?:
    | undefined
    | ((message: Message, at: { sentAt: Instant; isLeftOpen: boolean }) => ComposedRequest | undefined);
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
  const { name, recipient, maxPerMinute, clock, proxies, probe, refresh } = options;
  const client = new HttpClient({ timeout: TIMEOUT, clock, proxies, maxBytes: MAX_BYTES, mayCut: true });
  const post: Post = async ({ secrets = [], ...request }, signal, events) => {
    const headers = { ...CLOSE, ...request.headers };
    const answer = await client.send({ method: 'POST', ...request, headers }, signal, events);
    const hidden = [...options.secrets, ...secrets, ...proxySecrets(proxies.proxyFor(request.url))];
    return toVerdict(readAnswer(answer, options), answer, { ...options, secrets: hidden });
  };
  return {
    name,
    recipient,
    maxPerMinute,
    ...(options.maxPerSecond !== undefined && { maxPerSecond: options.maxPerSecond }),
    ...(options.isForPeople && {
      merge: (messages: readonly Message[]) => mergeMessages(messages.map(options.display)),
    }),
    keepsAlerts: options.conclude !== undefined,
    send: async (message, _recipient, sending) => await sendMessage(message, sending, { ...options, post }),
    ...(refresh !== undefined && {
      refresh: {
        every: refresh.every,
        receivers: refresh.receivers,
        send: async (standing: readonly StandingMessage[], signal: AbortSignal) =>
          await post(refresh.compose(standing, clock.now()), signal).catch((error: unknown) =>
            noAnswer(error, signal, options),
          ),
      },
    }),
    async verify(signal) {
      if (probe === undefined) return NOT_ASKED;
      const verdict = await probe(client, signal).then(
        ({ response, ...answered }) => toVerdict(answered, { body: response }, options),
        (error: unknown) => noAnswer(error, signal, options),
      );
      return { ...verdict, recipients: [] };
    },
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

/** Sends one request, and judges its answer. @throws HttpFailure when no whole answer comes. */
type Post = (request: ComposedRequest, signal: AbortSignal, events?: SendingEvents) => Promise<Verdict>;

async function sendMessage(
  message: Message,
  { signal, onHandedOver, thread, isLeftOpen = false }: SendOptions,
  options: HttpChannelOptions & { post: Post },
): Promise<Verdict> {
  const { clock, compose, conclude, post } = options;
  let isHandedOver = false;
  const onSent = () => {
    if (!isHandedOver) onHandedOver?.();
    isHandedOver = true;
  };
  try {
    const request = await compose(message, { sentAt: clock.now(), thread, signal });
    const verdict = await post(request, signal, { onSent });
    if (verdict.outcome !== 'delivered') return verdict;
    // Until both are taken, the message is not: the other side knows it again when it is repeated.
    const end = conclude?.(message, { sentAt: clock.now(), isLeftOpen });
    return end === undefined ? verdict : await post(end, signal, { onSent });
  } catch (error) {
    return noAnswer(error, signal, { ...options, isHandedOver });
  }
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

interface NoAnswerOptions extends Pick<HttpChannelOptions, 'isIdempotent' | 'secrets'> {
  /** True when all of the message had left. */
  isHandedOver?: boolean;
}

/**
 * Judges that no whole answer came: a message that was handed over may have been taken.
 * @throws what is a bug, as when a message cannot be written. A key that cannot be had is none.
 */
function noAnswer(
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
