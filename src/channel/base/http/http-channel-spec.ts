import type { z } from 'zod';
import type { ByLanguage } from '../../../core/message/by-language.ts';
import type { BodySchema } from '../../../core/message/body-schema.ts';
import type { Language, Message } from '../../../core/message/message.ts';
import type { StandingMessage } from '../../../core/message/standing-message.ts';
import type { Severity } from '../../../core/severity.ts';
import type { Finding } from '../../../platform/document/problem.ts';
import type { Duration, Instant } from '../../../platform/time.ts';
import type { ApiKey } from '../api-key.ts';
import type { ChannelContext } from '../channel-definition.ts';
import type { Mentions, Ways } from '../mention.ts';
import type { AnswerVerdict, ReadAnswer } from './answer-verdict.ts';
import type { ComposedRequest, HttpChannelOptions } from './http-channel.ts';
import type { HttpEndpoint } from './http-endpoint.ts';

/** The keys of every channel over HTTP in a receiver. */
export interface HttpBlock {
  severities?: readonly Severity[];
  language?: Language;
  timezone?: string;
}

/** The destination of a message, and the time of sending. */
export interface Sending<Block> extends Ways<Block> {
  endpoint: HttpEndpoint;
  sentAt: Instant;
  pages: ChannelContext['pages'];
  /** The thread that an earlier message of the incident began there. `undefined`: none that is known. */
  thread: string | undefined;
  /** Gives a key of an entry of `credentials`. */
  keyOf: (credentials: string) => Promise<ApiKey>;
}

/** A channel over HTTP, as its folder states it. */
export interface HttpChannelSpec<
  Name extends string,
  Keys extends z.ZodRawShape,
  Receiver extends { name: string },
  Block extends HttpBlock,
> {
  /** The label `channel`. The store holds it, so it never changes. */
  name: Name;
  /** Its key in a receiver, with the schema of its block. */
  receiverKeys: Keys;
  blockOf: (receiver: Receiver) => Block | undefined;
  /** The usual limit of a destination. */
  maxPerMinute: number;
  /** The usual limit of a destination in a second. Left out: that of a minute alone. */
  maxPerSecond?: number;
  /** True where the other side recognises a message that comes again. */
  isIdempotent: boolean;
  /** True where people read it: then one message may stand for several. A program wants each. */
  isForPeople: boolean;
  /** Its name for people. English stands in for a language that is missing. */
  title: ByLanguage<string>;
  /** Returns where messages go. Each endpoint is an entry of its own in the outbox. */
  endpoints: (block: Block) => readonly HttpEndpoint[];
  /** The people that messages mention. Left out: nobody can be mentioned. */
  mentions?: Mentions<Block>;
  /** Writes one message for one endpoint. Pure, but for keys. */
  compose: (message: Message, sending: Sending<Block>) => ComposedRequest | Promise<ComposedRequest>;
  /**
   * Writes the request that ends an alert at once, for a message that nothing later ends: a test, a report, or a message
   * about what has ended already. Left out where a message begins nothing.
   */
  conclude?: (message: Message, sending: Omit<Sending<Block>, 'keyOf'>) => ComposedRequest | undefined;
  /** Repeats what stands, where the other side forgets it otherwise. */
  refresh?: {
    every: (block: Block) => Duration;
    compose: (standing: readonly StandingMessage[], sending: Sending<Block>) => ComposedRequest;
  };
  /** Reads an answer. Pure. */
  verdict: (answer: ReadAnswer, now: Instant, block: Block) => AnswerVerdict;
  /** Describes its bodies for whoever reads them with a program. Left out: only the vendor's programs do. */
  bodySchemas?: readonly BodySchema[];
  /** Finds what does not fit together in the prepared tree. */
  check?: (root: unknown) => readonly Finding[];
  /** Makes the question whether an endpoint would take messages. Left out, or undefined, where no such question exists. */
  probe?: (endpoint: HttpEndpoint, block: Block) => HttpChannelOptions['probe'];
}
