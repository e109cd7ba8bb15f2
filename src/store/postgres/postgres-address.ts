import { readFileSync } from 'node:fs';
import type { PoolConfig } from 'pg';
import type { Secret } from '../../platform/secret.ts';
import { StoreFault } from '../store-fault.ts';

/** A database of PostgreSQL, and what proves who we are. */
export interface PostgresAddress {
  /** `postgres://USER@HOST:5432/DB?sslmode=verify-full`, without a password. */
  url: string;
  password?: Secret | undefined;
  /** A file of PEM with the authorities that count; left out, those of Node. */
  caFile?: string | undefined;
}

/** Host, port and name of the database, for logs and messages. */
export function placeOf({ url }: PostgresAddress): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** Translates an address for the driver. @throws StoreFault when the file of authorities cannot be read */
export function toPoolConfig(address: PostgresAddress): PoolConfig {
  const { username, hostname, port, pathname, searchParams } = new URL(address.url);
  return {
    user: decodeURIComponent(username),
    host: decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 5432 : Number(port),
    database: decodeURIComponent(pathname.slice(1)),
    // An empty one keeps the driver from looking for a file of passwords.
    password: address.password?.reveal() ?? '',
    ssl: searchParams.get('sslmode') === 'disable' ? false : verifying(address, searchParams),
  };
}

function verifying({ caFile }: PostgresAddress, searchParams: URLSearchParams): object {
  return {
    rejectUnauthorized: true,
    ...(caFile !== undefined && { ca: readAuthorities(caFile) }),
    ...(searchParams.get('sslmode') === 'verify-ca' && { checkServerIdentity: () => undefined }),
  };
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StoreFault('store-untrusted', `storage.caFile ${file} cannot be read`, { cause: error });
  }
}
