import type { Secret } from '../../platform/secret.ts';
import type { Clock } from '../../platform/time.ts';
import { checkSqliteStore, holdSqliteStore, openSqliteStore, visitSqliteStore } from '../sqlite/open.ts';
import type { Store } from '../store.ts';

const SQLITE = 'sqlite:';

/** The place of a store, as the configuration says. Its scheme names the engine. */
export interface StoreAddress {
  /** `sqlite:PATH`, or `postgres://USER@HOST:PORT/DATABASE?sslmode=MODE`. */
  url: string;
  /** For PostgreSQL. */
  password?: Secret | undefined;
  /** A file of PEM with the authorities that count for PostgreSQL. */
  caFile?: string | undefined;
}

/**
 * Opens the store for the process that watches and delivers: creates it when there is none, checks it, and brings its
 * schema up to date.
 * @throws StoreFault when it is in use, damaged, not ours, newer than the program, an unfinished copy, or out of reach.
 */
export async function openStore(address: StoreAddress, clock: Clock): Promise<Store> {
  return await open(address, clock);
}

/** Opens the store as `openStore` does, for a copy that fills it. One that was stopped before may have begun to. */
export async function openCopyTarget(address: StoreAddress, clock: Clock): Promise<Store> {
  return await open(address, clock, true);
}

async function open(address: StoreAddress, clock: Clock, isCopyTarget = false): Promise<Store> {
  const { url } = address;
  if (isPath(url)) return openSqliteStore({ path: pathOf(url), clock, isCopyTarget });
  const { openPostgresStore } = await import('../postgres/open.ts');
  return await openPostgresStore({ address, clock, isCopyTarget });
}

/**
 * Opens the store beside a running daemon, or when none runs: to look, or to hand in a notification. Does not migrate
 * it.
 * @throws StoreFault when there is none, or its schema is not this program's.
 */
export async function visitStore(address: StoreAddress, clock: Clock): Promise<Store> {
  const { url } = address;
  if (isPath(url)) return visitSqliteStore({ path: pathOf(url), clock });
  const { visitPostgresStore } = await import('../postgres/open.ts');
  return await visitPostgresStore({ address, clock });
}

/**
 * Checks the whole of a store that is a file, also beside a running daemon. A database on a server is its own to check.
 * @returns false for such a database: then nothing was checked. @throws StoreFault when the file is damaged or not ours.
 */
export function checkStore({ url }: StoreAddress): boolean {
  if (!isPath(url)) return false;
  checkSqliteStore(pathOf(url));
  return true;
}

/**
 * Opens the store as `visitStore` does, while no daemon runs on its file: none can start until it is closed. Replicas over
 * a database are not looked for.
 * @throws StoreFault
 */
export async function holdStore(address: StoreAddress, clock: Clock): Promise<Store> {
  const { url } = address;
  return isPath(url) ? holdSqliteStore({ path: pathOf(url), clock }) : await visitStore(address, clock);
}

function isPath(url: string): boolean {
  return url.startsWith(SQLITE);
}

function pathOf(url: string): string {
  return url.slice(SQLITE.length);
}
