import { remoteBackend } from '../backend/remote/remote-backend.ts';
import type { Terminal } from '../../platform/terminal.ts';
import { withStore } from '../backend/local/with-store.ts';
import type { Backend } from '../backend/backend.ts';
import { localBackend } from '../backend/local/local-backend.ts';

/** Where a command works: on the store that a configuration file names, or by a running daemon. */
export type BackendLocation = { config: string } | { url: string };

/** Works by the daemon at an address, or on the store. @throws ConfigFault, StoreFault, RemoteFault */
export async function withBackend(
  location: BackendLocation,
  terminal: Terminal,
  work: (backend: Backend) => Promise<number>,
): Promise<number> {
  if ('url' in location) return await work(await remoteBackend(location.url, terminal));
  return await withStore(location.config, terminal, (store, config) =>
    work(localBackend(store, config, terminal.clock)),
  );
}
