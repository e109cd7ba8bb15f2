import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { readSmallFile } from '../platform/small-file.ts';

/** The address of a running daemon on this machine. */
export interface DaemonAddress {
  /** The address that it listens on, e.g. `https://[::]:9464`. */
  url: string;
  /** A token of this process that opens `/livez` and `/readyz`, whatever `server.auth` asks for. It opens nothing else. */
  healthToken: string;
}

/** Returns the address file that the environment names. `undefined` when it names none. */
export function addressFile(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return env['BATCHWATCH_ADDRESS_FILE'] || undefined;
}

/** Returns the address file that lies beside the store. */
export function addressFileBeside(store: string): string {
  return `${store}.address`;
}

/** Writes the file, for its owner alone; whole or not at all. @throws what `node:fs` throws */
export function writeAddress(file: string, { url, healthToken }: DaemonAddress): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify({ url, healthToken })}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}

/** Reads it; undefined when it holds no address. @throws SmallFileError, or what `node:fs` throws */
export function readAddress(file: string): DaemonAddress | undefined {
  const [, url, healthToken] = /^\{"url":"(https?:[^"]+)","healthToken":"([\w-]+)"\}\n$/.exec(
    readSmallFile(file).toString(),
  ) ?? [undefined];
  return url === undefined || healthToken === undefined ? undefined : { url, healthToken };
}

/** Returns the URLs of the daemon on this machine. An address that stands for all becomes the local ones. */
export function localUrls({ url }: Pick<DaemonAddress, 'url'>): readonly URL[] {
  const given = new URL(url);
  const host = given.hostname.replace(/^\[(.*)\]$/, '$1');
  const hosts =
    host === '0.0.0.0' ? ['127.0.0.1'] : isIPv6(host) && host === '::' ? ['127.0.0.1', '[::1]'] : [];
  if (hosts.length === 0) return [given];
  return hosts.map((local) => new URL(`${given.protocol}//${local}:${given.port}`));
}
