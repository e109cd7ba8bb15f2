import { z } from 'zod';
import { CHANNELS } from '../../channel/channels.ts';
import { integer } from '../../platform/values/field-types.ts';
import { proxyUrl } from '../../platform/values/urls.ts';

/** The limits of one channel. */
function limits(usualRate: number) {
  return z.strictObject({
    maxPerMinute: integer({ min: 1, max: 100_000 })
      .default(usualRate)
      .meta({ description: 'Messages offered to one destination in any minute.' }),
  });
}

type LimitsShape = Readonly<Record<string, z.ZodExactOptional<ReturnType<typeof limits>>>>;

const LIMITS: LimitsShape = Object.fromEntries(
  CHANNELS.flatMap(({ receiverKeys, usualRate }) =>
    usualRate === undefined
      ? []
      : Object.keys(receiverKeys).map((key) => [
          key,
          z.exactOptional(limits(usualRate)).meta({ description: `Limits of each ${key} destination.` }),
        ]),
  ),
);

/** Limits and ways of the channels over HTTP. */
export const channelsSchema = z.strictObject({
  ...LIMITS,
  proxy: z.exactOptional(proxyUrl()).meta({
    description: 'HTTP proxy for all channels over HTTP, in place of `proxy` at the top level.',
    writtenAs: '`http://HOST:PORT`, with `USER:PASSWORD@` before the host where it wants a login',
    secret: true,
  }),
});
