import { CHANNELS } from '../../channel/channels.ts';
import type { Finding } from '../../platform/document/problem.ts';
import type { Config } from '../schema/schema.ts';

type ReceiverConfig = Config['receivers'][number];

/** Names each fallback that is down whenever the receiver's own ways are: it has the same destination or server. */
export function adviseFallbacks({ receivers }: Config): readonly Finding[] {
  return receivers.flatMap((receiver, index): Finding[] => {
    const { fallback } = receiver;
    if (fallback === undefined) return [];
    const own = new Set(waysTo(receiver));
    const others = receivers.filter(({ name }) => fallback.receivers.includes(name)).flatMap(waysTo);
    if (others.length === 0 || others.some((way) => !own.has(way))) return [];
    const message = 'has no other way than the receiver itself: the same server or destination';
    const hint = 'name a receiver with another channel, or with another destination';
    return [{ path: ['receivers', index, 'fallback', 'receivers'], message, hint }];
  });
}

/** A channel with a server of ours has one way for all recipients, others have one for each destination. */
function waysTo(receiver: ReceiverConfig): readonly string[] {
  return CHANNELS.flatMap((channel) => {
    const recipients = channel.recipients(receiver);
    if (recipients.length === 0) return [];
    return channel.usualRate === undefined
      ? [channel.name]
      : recipients.map((recipient) => `${channel.name} ${recipient}`);
  });
}
