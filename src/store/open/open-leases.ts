import type { Logger } from 'pino';
import { holderOf } from '../../lease/holders.ts';
import { LeaseKeeper } from '../../lease/lease-keeper.ts';
import type { Leases } from '../../lease/leases.ts';
import { VisitorLeases } from '../../lease/visitor-leases.ts';
import { OwnLeases } from '../../lease/own-leases.ts';
import type { Clock } from '../../platform/time.ts';
import type { StoreAddress } from './open-store.ts';

export interface LeasesOptions {
  address: StoreAddress;
  /** The name of this replica, which others may share. */
  name: string;
  /** A part that no other start has. */
  newId: () => string;
  version: string;
  /** True of a command that works beside replicas for a short while. */
  isVisit?: boolean | undefined;
  clock: Clock;
  log: Logger;
}

/** Returns the leases on a store: those that replicas share, or all of a store that one process opens. */
export async function openLeases(options: LeasesOptions): Promise<Leases> {
  const { address, name, newId, version, isVisit = false, clock, log } = options;
  if (address.url.startsWith('sqlite:')) return new OwnLeases(clock, name);
  const { openPostgresLeases } = await import('../postgres/open-leases.ts');
  const holder = holderOf({ name, id: newId(), isVisit });
  const table = openPostgresLeases(address, { holder, name, version });
  if (isVisit) return new VisitorLeases({ table, holder, clock, log });
  const keeper = new LeaseKeeper({ table, holder, clock, log });
  keeper.start();
  return keeper;
}
