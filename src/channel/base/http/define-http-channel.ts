import type { z } from 'zod';
import { inLanguage } from '../../../core/message/by-language.ts';
import type { Language } from '../../../core/message/message.ts';
import type { MessageDisplay } from '../../../render/compose/display-message.ts';
import type { ChannelContext, ProbedNames } from '../channel-definition.ts';
import { adviseMentions } from '../mention.ts';
import { checkUrls } from './check-urls.ts';
import { createChannels } from './create-channels.ts';
import type { HttpBlock, HttpChannelSpec } from './http-channel-spec.ts';

/** Makes the definition of a channel over HTTP. Each destination has an order, a rate and a fate of its own. */
export function defineHttpChannel<
  Name extends string,
  Keys extends z.ZodRawShape,
  Receiver extends { name: string },
  Block extends HttpBlock,
>(spec: HttpChannelSpec<Name, Keys, Receiver, Block>) {
  const { name, receiverKeys, blockOf, title, mentions } = spec;
  const keys = Object.keys(receiverKeys);
  const routesOf = (receiver: Receiver) => {
    const block = blockOf(receiver);
    if (block === undefined) return [];
    return spec.endpoints(block).map((endpoint) => ({ receiver: receiver.name, block, endpoint }));
  };
  return {
    name,
    receiverKeys,
    serverKeys: {},
    usualRate: spec.maxPerMinute,
    wantsEach: !spec.isForPeople,
    certificateFiles: [],
    bodySchemas: spec.bodySchemas ?? [],
    probed: (language: Language) => probed(language === 'en' ? name : inLanguage(title, language)),
    check: (root: unknown) => [...keys.flatMap((key) => checkUrls(root, key)), ...(spec.check?.(root) ?? [])],
    advise: (config: { receivers: readonly Receiver[] }) =>
      config.receivers.flatMap((receiver, index) => {
        const block = blockOf(receiver);
        const path = ['receivers', index, keys[0] ?? ''];
        return block === undefined || mentions === undefined ? [] : adviseMentions(block, path, mentions);
      }),
    // A URL that is named twice is one destination.
    recipients: (receiver: Receiver) => [...new Set(routesOf(receiver).map(({ endpoint }) => endpoint.name))],
    display: (receiver: Receiver): MessageDisplay => blockOf(receiver) ?? {},
    severities: (receiver: Receiver) => blockOf(receiver)?.severities,
    messageDomain: () => undefined,
    create: (config: { receivers: readonly Receiver[]; channels?: object }, context: ChannelContext) =>
      createChannels(spec, config.receivers.flatMap(routesOf), {
        ...context,
        maxPerMinute: limitOf(config, keys[0] ?? ''),
      }),
  };
}

function probed(title: string): ProbedNames {
  return { channel: title, recipient: (recipient: string) => `${title} ${recipient}` };
}

/** Returns the limit that the configuration sets for a channel. `undefined`: none. */
function limitOf({ channels = {} }: { channels?: object }, key: string): number | undefined {
  const limits: unknown = Reflect.get(channels, key);
  const most: unknown =
    typeof limits === 'object' && limits !== null ? Reflect.get(limits, 'maxPerMinute') : undefined;
  return typeof most === 'number' ? most : undefined;
}
