import { z } from 'zod';
import { RECEIVER_KEYS } from '../../channel/channels.ts';
import { name } from '../../platform/values/field-types.ts';

/** A destination of notifications, and its channel. */
export const receiverSchema = withChannels(RECEIVER_KEYS);

/** The schema of a receiver that names one of these channels by its key. The key of an only channel is required. */
export function withChannels<Keys extends z.ZodRawShape>(keys: Keys) {
  const channels = Object.keys(keys);
  const parts: Keys = Object.assign(
    {},
    ...channels.map((key) => ({
      [key]: channels.length === 1 ? keys[key] : z.exactOptional(keys[key] ?? z.never()),
    })),
  );
  return z
    .strictObject({ name: name().meta({ description: 'Unique name; rules refer to it.' }), ...parts })
    .check(({ value, issues }) => {
      const named = channels.filter((key) => Object.hasOwn(value, key));
      if (named.length === 1) return;
      const message = named.length === 0 ? 'needs a channel' : `names several channels: ${named.join(', ')}`;
      const hint = `write one of ${channels.join(', ')}; for another channel add a receiver`;
      issues.push({ code: 'custom', message, params: { hint }, input: undefined });
    });
}
