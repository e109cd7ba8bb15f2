import type { z } from 'zod';
import type { ApiKey } from './api-key.ts';
import type { BodySchema } from '../../core/message/body-schema.ts';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { Language } from '../../core/message/message.ts';
import type { Severity } from '../../core/severity.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import type { Channel } from '../../outbox/channel.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import type { ProxyPolicy } from '../../platform/http/proxy-policy.ts';
import type { Platform } from '../../platform/platform.ts';
import type { MessageDisplay } from '../../render/compose/display-message.ts';
import type { Store } from '../../store/store.ts';

/**
 * A route in which messages go out: its keys in the configuration, and how to make it.
 * `Config` is the part of a checked configuration that it reads.
 */
export interface ChannelDefinition<Config extends { receivers: readonly unknown[] }> {
  /** The label `channel` of metrics and API. The store holds it, so it never changes. */
  name: string;
  /** Its key in a receiver. */
  receiverKeys: z.ZodRawShape;
  /** Its keys at the top level of the configuration, such as that of its server. */
  serverKeys: z.ZodRawShape;
  /** Messages to one destination in any minute, where `channels` may set another limit. `undefined` where it may not. */
  usualRate: number | undefined;
  /** True of programs: they want each incident by itself. */
  wantsEach: boolean;
  /** Places in the configuration that name a file with certificates. */
  certificateFiles: readonly Path[];
  /** Describes the bodies that it sends to programs of other people. */
  bodySchemas: readonly BodySchema[];
  /** Returns the names for `check --online`. Machines read the English ones. */
  probed(language: Language): ProbedNames;
  /** Finds what does not fit together in the prepared tree, and passes over what has the wrong shape. */
  check(root: unknown): readonly Finding[];
  /** Finds what is allowed and yet unwise. */
  advise(config: Config): readonly Finding[];
  /** Returns the recipients of a receiver. Each gets a copy. There are none when the receiver does not name the channel. */
  recipients(receiver: Config['receivers'][number]): readonly string[];
  /** Returns the right-hand side of each `Message-ID`. `undefined` when the channel knows no domain. */
  messageDomain(config: Config): string | undefined;
  /** Returns the language and the zone of this route of a receiver. What is left out is that of the top level. */
  display(receiver: Config['receivers'][number]): MessageDisplay;
  /** Returns which severities a receiver wants this route. `undefined`: all. */
  severities(receiver: Config['receivers'][number]): readonly Severity[] | undefined;
  /**
   * Makes the channel, once for each destination that has a rate and a fate of its own. There is none when the
   * configuration does not use it. Touches neither network nor store.
   */
  create(config: Config, context: ChannelContext): readonly Channel[];
}

/** Names of a channel and its recipients where it is probed. */
export interface ProbedNames {
  channel: string;
  recipient: (recipient: string) => string;
}

/** The parts of the program that a channel may use. */
export interface ChannelContext extends Platform {
  proxies: ProxyPolicy;
  /** The proxies of channels over HTTP. */
  channelProxies: ProxyPolicy;
  pages: VendorPages;
  /** The meaning of error codes, in every language. */
  errorCodes: ErrorCodes;
  /** Gives a key of an entry of `credentials`. @throws BatchwatchError when there is none. */
  keyOf: (credentials: string, signal: AbortSignal) => Promise<ApiKey>;
  /** Opens the store, for what a channel keeps over a restart. `undefined` where nothing can be kept. */
  store: () => Promise<Store | undefined>;
}
