import type { Channel, Verdict } from '../../../src/outbox/channel.ts';
import type { Clock, Duration } from '../../../src/platform/time.ts';
import type { ShownText } from '../vendors/stand-in.ts';

/** Cases in which the other side's answer decides. */
export const ANSWER_CASES = [
  'accepted',
  'refused for good',
  'throttled with Retry-After',
  'throttled without Retry-After',
  'unknown code',
  '{}',
  'HTML with 200',
  'empty',
  'hang',
  'reset after the request was written',
] as const;
export type AnswerCase = (typeof ANSWER_CASES)[number];

/** Cases in which the channel, its text or the outbox decides. */
export const OTHER_CASES = [
  'oversize',
  'hostile text',
  'SIGKILL between answer and record',
  'two receivers with one destination',
  'a secret that must not show',
] as const;
export type ContractCase = AnswerCase | (typeof OTHER_CASES)[number];

/** One offer, and its outcome. */
export interface Offered {
  verdict: Verdict;
  /** How often the other side was given the message. */
  arrived: number;
}

/** An answer of the other side, with the offer that gets it. */
export interface ContractAnswer {
  offer: () => Promise<Offered>;
  /** The least pause that it demands. Left out: none. */
  pause?: Duration;
}

/** A message that the other side took, as its reader sees it. */
export interface Arrived extends ShownText {
  /** The id by which the other side knows a message that comes again. Left out where it knows none. */
  key?: string;
}

/** Another side that is well, and enforces its limits. */
export interface OtherSide extends AsyncDisposable {
  /** Where it listens: its URL, or its port. */
  address: string;
  /** Makes the real channels of these receivers to it. */
  channels: (receivers?: readonly string[]) => readonly Channel[];
  arrived: () => readonly Arrived[];
  /** How often it said that we are too fast. */
  throttles: () => number;
}

/** Another side that fails, and sends back all that it gets. */
export interface EchoSide extends AsyncDisposable {
  channels: () => readonly Channel[];
  /** All that it sent back. */
  echoed: () => string;
}

/** A channel, as the contract suite tries it. */
export interface ContractSubject {
  /** The label `channel`. */
  channel: string;
  /** The channel, and its route where it has two. */
  name: string;
  /** True where the other side recognises a message that comes again, so that it is repeated soon. */
  isIdempotent: boolean;
  /** Answers by case, and by what they say. */
  answers: Readonly<Partial<Record<AnswerCase, Readonly<Record<string, ContractAnswer>>>>>;
  /** The cases without a meaning for it, each with its reason. */
  without: Readonly<Partial<Record<ContractCase, string>>>;
  /** Starts another side that is well. */
  start: (clock: Clock) => Promise<OtherSide>;
  /** Starts another side that fails and sends back all that it gets. Every secret of the channel holds `s3cr3t`. */
  startEcho: (clock: Clock) => Promise<EchoSide>;
  /** Makes the real channels to an other side that another process has started there. */
  channelsAt: (address: string, clock: Clock) => readonly Channel[];
}
