import { z } from 'zod';
import { RECEIVER_KEYS } from '../../channel/channels.ts';
import { name } from '../../platform/values/field-types.ts';
import { fallbackSchema } from './fallback-schema.ts';

/** Somebody to notify, and the channels. */
export const receiverSchema = withChannels(RECEIVER_KEYS);

/** Returns the schema of a receiver that names at least one of these channels by its key. The key of an only channel is required. */
export function withChannels<Keys extends z.ZodRawShape>(keys: Keys) {
  const channels = Object.keys(keys);
  const parts: Keys = Object.assign(
    {},
    ...channels.map((key) => ({
      [key]: channels.length === 1 ? keys[key] : z.exactOptional(keys[key] ?? z.never()),
    })),
  );
  return z
    .strictObject({
      name: name().meta({ description: 'Unique name; rules refer to it.' }),
      ...parts,
      fallback: z.exactOptional(fallbackSchema),
    })
    .check(({ value, issues }) => {
      if (channels.some((key) => Object.hasOwn(value, key))) return;
      const hint = `write at least one of ${channels.join(', ')}`;
      issues.push({ code: 'custom', message: 'needs a channel', params: { hint }, input: undefined });
    });
}
