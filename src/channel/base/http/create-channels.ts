import type { z } from 'zod';
import { endsAlert } from '../../../core/message/ends-alert.ts';
import type { Message } from '../../../core/message/message.ts';
import type { Channel } from '../../../outbox/channel.ts';
import type { Instant } from '../../../platform/time.ts';
import { displayMessage } from '../../../render/compose/display-message.ts';
import type { ChannelContext } from '../channel-definition.ts';
import type { ReadAnswer } from './answer-verdict.ts';
import { type ComposeOptions, createHttpChannel, type HttpChannelOptions } from './http-channel.ts';
import type { HttpBlock, HttpChannelSpec } from './http-channel-spec.ts';
import type { HttpEndpoint } from './http-endpoint.ts';

/** The way of one receiver to one endpoint. */
export interface EndpointRoute<Block> {
  receiver: string;
  block: Block;
  endpoint: HttpEndpoint;
}

type Spec<Block extends HttpBlock> = HttpChannelSpec<string, z.ZodRawShape, never, Block>;
type Routes<Block> = readonly [EndpointRoute<Block>, ...EndpointRoute<Block>[]];

/** Makes one channel for each endpoint. Receivers with the same endpoint share it. */
export function createChannels<Block extends HttpBlock>(
  spec: Spec<Block>,
  routes: readonly EndpointRoute<Block>[],
  context: ChannelContext & { maxPerMinute: number | undefined },
): Channel[] {
  return [...Map.groupBy(routes, ({ endpoint }) => endpoint.name).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : createHttpChannel(toOptions(spec, [first, ...others], context)),
  );
}

function toOptions<Block extends HttpBlock>(
  spec: Spec<Block>,
  routes: Routes<Block>,
  context: ChannelContext & { maxPerMinute: number | undefined },
): HttpChannelOptions {
  const [{ block: firstBlock, endpoint }] = routes;
  const blocks = new Map(routes.map(({ receiver, block }) => [receiver, block]));
  const { name, isIdempotent, isForPeople, maxPerSecond } = spec;
  const { clock, channelProxies: proxies, pages, errorCodes, maxPerMinute = spec.maxPerMinute } = context;
  // A receiver that left the configuration had some block here.
  const blockOf = (message: Message) => blocks.get(message.receiver) ?? firstBlock;
  const display = (message: Message) => displayMessage(message, blockOf(message), errorCodes);
  return {
    name,
    recipient: endpoint.name,
    maxPerMinute,
    maxPerSecond,
    isIdempotent,
    isForPeople,
    display,
    clock,
    proxies,
    secrets: routes.flatMap(({ endpoint: { secrets } }) => secrets),
    verdict: (answer: ReadAnswer, now: Instant) => spec.verdict(answer, now, firstBlock),
    probe: spec.probe?.(endpoint, firstBlock),
    refresh: refreshOf(spec, routes, context),
    compose(message: Message, { sentAt, thread, signal }: ComposeOptions) {
      const block = blockOf(message);
      const keyOf = (credentials: string) => context.keyOf(credentials, signal);
      const sending = { block, blocks, endpoint, sentAt, thread, pages, keyOf };
      return spec.compose(display(message), sending);
    },
    conclude:
      spec.conclude &&
      ((message: Message, { sentAt, isLeftOpen }) => {
        if (endsAlert(message) || !(isLeftOpen || OF_NO_INCIDENT.has(message.kind))) return undefined;
        const block = blockOf(message);
        return spec.conclude?.(display(message), { block, endpoint, sentAt, thread: undefined, pages });
      }),
  };
}

/** Nothing later ends what these begin. */
const OF_NO_INCIDENT: ReadonlySet<Message['kind']> = new Set(['test', 'report']);

function refreshOf<Block extends HttpBlock>(
  { refresh }: Spec<Block>,
  routes: Routes<Block>,
  { pages, errorCodes }: ChannelContext,
): HttpChannelOptions['refresh'] {
  if (refresh === undefined) return undefined;
  const blocks = new Map(routes.map(({ receiver, block }) => [receiver, block]));
  const { every } = refresh;
  const { block, endpoint } = routes.reduce((a, b) => (every(b.block) < every(a.block) ? b : a));
  return {
    every: every(block),
    receivers: [...blocks.keys()],
    compose(standing, sentAt) {
      const shown = standing.map(({ message, closedAt }) => ({
        message: displayMessage(message, blocks.get(message.receiver) ?? block, errorCodes),
        closedAt,
      }));
      return refresh.compose(shown, { block, endpoint, sentAt, pages, thread: undefined, keyOf: noKey });
    },
  };
}

function noKey(): Promise<never> {
  throw new Error('what is repeated is not signed');
}
