import type { z } from 'zod';
import type { ChannelContext } from '../../../src/channel/base/channel-definition.ts';
import type { Channel } from '../../../src/outbox/channel.ts';
import type { VendorRules } from './stand-in.ts';
import type { VendorAnswer } from './vendor-answer.ts';

/** What a test must know of a vendor to try the channel to it. */
export interface Vendor {
  /** The label `channel`. */
  name: string;
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
  /** Refusals for good, by what they say. */
  refused: Readonly<Record<string, VendorAnswer>>;
  /** Throttles, and for how many seconds at least nothing may be offered after them. */
  throttled: Readonly<Record<string, VendorAnswer & { seconds?: number }>>;
  /** Whether 200 alone takes a message. */
  isStatusEnough: boolean;
  isIdempotent: boolean;
  /** What the vendor takes of a body, in bytes. */
  maxBytes: number;
  /** The text of a message that people read, of the body as it came in. */
  textOf: (body: string) => string;
}

/** Returns the members of JSON, for a text that stands somewhere in them. */
export function textAt(body: string, ...path: readonly (string | number)[]): string {
  let value: unknown = JSON.parse(body);
  for (const key of path) value = (value as Record<string | number, unknown> | undefined)?.[key];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
