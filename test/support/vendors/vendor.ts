import type { z } from 'zod';
import type { ChannelContext } from '../../../src/channel/base/channel-definition.ts';
import type { Channel } from '../../../src/outbox/channel.ts';
import type { ContractCase } from '../contract/subject.ts';
import type { VendorRules } from './stand-in.ts';
import type { VendorAnswer } from './vendor-answer.ts';

/** What a test must know of a vendor to try the channel to it. */
export interface Vendor {
  /** The label `channel`. */
  name: string;
  /** The channel and its route, where it has two. Left out: its name. */
  title?: string;
  /** Its key in a receiver. */
  key: string;
  /** The channel's definition. */
  definition: {
    receiverKeys: z.ZodRawShape;
    create: (config: never, context: ChannelContext) => readonly Channel[];
  };
  /** The block of a receiver whose messages go to this server. Each secret in it holds `s3cr3t`. */
  block: (base: string) => object;
  /** Makes a stand-in that enforces its limits. It takes the messages of that receiver. */
  rules: () => VendorRules;
  accepted: VendorAnswer;
  /** Other answers that mean the same. */
  alsoAccepted?: Readonly<Record<string, VendorAnswer>>;
  /** Refusals for good, by what they say. */
  refused: Readonly<Record<string, VendorAnswer>>;
  /** Throttles that name a time, and for how many seconds at least nothing may be offered after them. */
  throttledFor: Readonly<Record<string, VendorAnswer & { seconds: number }>>;
  /** Throttles that name none. `seconds`: the vendor's usual penalty. */
  throttled: Readonly<Record<string, VendorAnswer & { seconds?: number }>>;
  /** Answers that no list of the vendor's has, beside a redirect and that of a proxy. */
  unknown: Readonly<Record<string, VendorAnswer>>;
  /** The cases of the contract without a meaning for it, each with its reason. */
  without: Readonly<Partial<Record<ContractCase, string>>>;
  isIdempotent: boolean;
}

/** Returns the members of JSON, for a text that stands somewhere in them. */
export function textAt(body: string, ...path: readonly (string | number)[]): string {
  let value: unknown = JSON.parse(body);
  for (const key of path) value = (value as Record<string | number, unknown> | undefined)?.[key];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
