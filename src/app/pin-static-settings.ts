import type { Config } from '../config/schema/schema.ts';
import { keepAccess } from './keep-access.ts';

/**
 * Returns the new configuration with its static keys as they were: those that cannot change while the process runs,
 * and those that a reload must not open. Also returns the paths of the keys that would have changed.
 */
export function pinStaticSettings(
  next: Config,
  current: Config,
): { config: Config; kept: readonly string[] } {
  const { listen, tls, targetMetrics } = current.server;
  const { retention } = next.storage;
  const storage = { ...current.storage, retention };
  const isMoved = next.server.listen.host !== listen.host || next.server.listen.port !== listen.port;
  const { tls: nextTls, ...server } = next.server;
  const hasOtherFiles = nextTls?.certFile !== tls?.certFile || nextTls?.keyFile !== tls?.keyFile;
  const access = keepAccess({ ...server, listen, targetMetrics, ...(tls && { tls }) }, current.server);
  return {
    config: {
      ...next,
      server: access.server,
      storage,
    },
    kept: [
      ...(isMoved ? ['server.listen'] : []),
      ...(hasOtherFiles ? ['server.tls'] : []),
      ...(next.server.targetMetrics === targetMetrics ? [] : ['server.targetMetrics']),
      ...access.kept,
      ...keptStorage(next.storage, current.storage),
    ],
  };
}

function keptStorage(next: Config['storage'], current: Config['storage']): readonly string[] {
  return [
    ...(next.url === current.url ? [] : ['storage.url']),
    ...(next.password?.reveal() === current.password?.reveal() ? [] : ['storage.password']),
    ...(next.caFile === current.caFile ? [] : ['storage.caFile']),
  ];
}
