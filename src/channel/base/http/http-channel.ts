import type { Message } from '../../../core/message/message.ts';
import type { Channel, SendOptions, Verdict, Verification } from '../../../outbox/channel.ts';
import { HttpClient, type HttpAnswer, type SendingEvents } from '../../../platform/http/http-client.ts';
import { proxySecrets } from '../../../platform/http/http-proxy.ts';
import type { ProxyPolicy } from '../../../platform/http/proxy-policy.ts';
import type { Secret } from '../../../platform/secret.ts';
import { SECOND, type Clock, type Duration, type Instant } from '../../../platform/time.ts';
import { mergeMessages } from '../../../render/chat/merge-messages.ts';
import type { StandingMessage } from '../../../core/message/standing-message.ts';
import type { AnswerVerdict, ReadAnswer } from './answer-verdict.ts';
import { noAnswer, toVerdict } from './to-verdict.ts';

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
