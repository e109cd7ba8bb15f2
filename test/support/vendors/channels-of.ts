import { pino } from 'pino';
import { z } from 'zod';
import type { Channel } from '../../../src/outbox/channel.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { DIRECT } from '../../../src/platform/http/proxy-policy.ts';
import { systemClock, type Clock } from '../../../src/platform/time.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';
import type { Vendor } from './vendor.ts';

/** Makes the real channels of receivers who all have the vendor's block. */
export function channelsOf(
  vendor: Pick<Vendor, 'definition' | 'key' | 'block'>,
  {
    base,
    clock = systemClock,
    receivers = ['oncall'],
  }: { base: string; clock?: Clock; receivers?: readonly string[] },
): readonly Channel[] {
  const schema = z.strictObject({ name: z.string(), ...vendor.definition.receiverKeys });
  const all = receivers.map((name) => schema.parse({ name, [vendor.key]: vendor.block(base) }));
  const context = {
    clock,
    random: () => 0,
    newId: () => 'id',
    env: {},
    home: '/',
    hostname: 'test',
    log: pino({ enabled: false }),
    build: { version: '0', revision: 'unknown', node: '24' },
    proxies: DIRECT,
    channelProxies: DIRECT,
    pages: TENCENT_PAGES,
    errorCodes: errorCodes({}),
    store: () => Promise.resolve(undefined),
    keyOf: () =>
      Promise.resolve({
        secretId: 's3cr3t-id',
        secretKey: new Secret('s3cr3t'),
        token: new Secret('s3cr3t-token'),
      }),
  };
  return vendor.definition.create({ receivers: all } as never, context);
}
