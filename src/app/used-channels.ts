import { CHANNELS } from '../channel/channels.ts';
import type { Config } from '../config/schema/schema.ts';

/** Returns the names of the channels that receivers use. */
export function usedChannels({ receivers }: Pick<Config, 'receivers'>): readonly string[] {
  const used = CHANNELS.filter((channel) =>
    receivers.some((receiver) => channel.recipients(receiver).length > 0),
  );
  return used.map(({ name }) => name);
}
