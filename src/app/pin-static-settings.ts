import type { Config } from '../config/schema/schema.ts';
import { keepAccess } from './keep-access.ts';

/**
 * The new configuration, with what cannot change while the process runs, or must not open by a reload, as it was; and
 * the paths of the keys that would have changed.
 */
export function pinStaticSettings(
  next: Config,
  current: Config,
): { config: Config; kept: readonly string[] } {
  const { listen, tls } = current.server;
  const { url, path } = current.storage;
  const isMoved = next.server.listen.host !== listen.host || next.server.listen.port !== listen.port;
  const { tls: nextTls, ...server } = next.server;
  const hasOtherFiles = nextTls?.certFile !== tls?.certFile || nextTls?.keyFile !== tls?.keyFile;
  const access = keepAccess({ ...server, listen, ...(tls && { tls }) }, current.server);
  return {
    config: {
      ...next,
      server: access.server,
      storage: { ...next.storage, url, path },
    },
    kept: [
      ...(isMoved ? ['server.listen'] : []),
      ...(hasOtherFiles ? ['server.tls'] : []),
      ...access.kept,
      ...(next.storage.path === path ? [] : ['storage.url']),
    ],
  };
}
