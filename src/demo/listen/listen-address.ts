/** The address at which a server listens. Port 0 takes a free one. */
export interface ListenAddress {
  host: string;
  port: number;
}

/** Reads `HOST:PORT`, an IPv6 host in brackets; undefined for anything else. */
export function readListenAddress(text: string): ListenAddress | undefined {
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[^\s:/[\]]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

export function writeAddress({ host, port }: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
