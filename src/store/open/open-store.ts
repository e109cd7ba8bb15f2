import type { Clock } from '../../platform/time.ts';
import { openSqliteStore, visitSqliteStore } from '../sqlite/open.ts';
import type { Store } from '../store.ts';

/** The place of a store, as the configuration says. Its scheme names the engine. */
export interface StoreAddress {
  /** `sqlite:PATH`. */
  url: string;
}

/**
 * Opens the store for the process that watches and delivers: creates it when there is none, checks it, and brings its
 * schema up to date.
 * @throws StoreFault when it is in use, damaged, not ours, newer than the program, or out of reach.
 */
export function openStore(address: StoreAddress, clock: Clock): Promise<Store> {
  return Promise.try(() => openSqliteStore({ path: pathOf(address), clock }));
}

/**
 * Opens the store beside a running daemon, or when none runs: to look, or to hand in a notification. Does not migrate
 * it.
 * @throws StoreFault when there is none, or its schema is not this program's.
 */
export function visitStore(address: StoreAddress, clock: Clock): Promise<Store> {
  return Promise.try(() => visitSqliteStore({ path: pathOf(address), clock }));
}

function pathOf({ url }: StoreAddress): string {
  return url.slice('sqlite:'.length);
}
