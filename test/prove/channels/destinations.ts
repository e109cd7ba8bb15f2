import { z } from 'zod';
import { CHANNELS } from '../../../src/channel/channels.ts';
import type { Vendor } from '../../support/vendors/vendor.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

/** One way over HTTP in the proofs: a vendor, and what a receiver writes to be notified there. */
export interface Way {
  /** What the proof calls it. */
  name: string;
  vendor: Vendor;
  /** The block of a receiver, as in `Vendor`. */
  block: (base: string) => object;
  /** Makes the rules by which its server answers. Left out: it takes everything. */
  rules?: Vendor['rules'];
}

/** The channel that keeps its real limit, at a stand-in that enforces it: so messages are merged. */
export const LIMITED = 'wecom';

/** Every vendor, and the other body of webhooks. */
export const WAYS: readonly Way[] = VENDORS.flatMap((vendor) => {
  const way = { vendor, block: vendor.block, ...(vendor.name === LIMITED && { rules: vendor.rules }) };
  const isToken = 'token' in vendor.block('http://localhost');
  if (vendor.name !== 'webhook') return [{ ...way, name: isToken ? `${vendor.name}-by-token` : vendor.name }];
  const withAlerts = (base: string) => ({ ...vendor.block(base), format: 'alertmanager' });
  return [
    { ...way, name: vendor.name },
    { ...way, name: `${vendor.name}-of-alerts`, block: withAlerts },
  ];
});

/** Returns what the outbox calls the destination of a block. */
export function recipientOf({ vendor }: Way, block: object): string {
  const channel = CHANNELS.find(({ name }) => name === vendor.name);
  const schema = z.looseObject({ name: z.string(), ...vendor.definition.receiverKeys });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of the channel has checked it
  const receiver = schema.parse({ name: 'any', [vendor.key]: block }) as never;
  const [recipient] = channel?.recipients(receiver) ?? [];
  if (recipient === undefined) throw new Error(`no destination of ${vendor.name}`);
  return recipient;
}
