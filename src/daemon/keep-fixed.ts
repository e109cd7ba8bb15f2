import type { Config } from '../config/schema.ts';

/**
 * The new configuration, with what cannot change while the process runs as it was, and the paths of the keys
 * that would have changed.
 */
export function keepFixed(
  next: Config,
  current: Config,
): { readonly config: Config; readonly kept: readonly string[] } {
  const { listen, tls } = current.server;
  const { url, path } = current.storage;
  const isMoved = next.server.listen.host !== listen.host || next.server.listen.port !== listen.port;
  const { tls: nextTls, ...server } = next.server;
  const hasOtherFiles = nextTls?.certFile !== tls?.certFile || nextTls?.keyFile !== tls?.keyFile;
  return {
    config: {
      ...next,
      server: { ...server, listen, ...(tls && { tls }) },
      storage: { ...next.storage, url, path },
    },
    kept: [
      ...(isMoved ? ['server.listen'] : []),
      ...(hasOtherFiles ? ['server.tls'] : []),
      ...(next.storage.path === path ? [] : ['storage.url']),
    ],
  };
}
