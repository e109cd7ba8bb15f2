import { remoteDesk } from '../../backend/remote/remote-desk.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { withStore } from '../../terminal/with-store.ts';
import type { Desk } from '../../backend/desk.ts';
import { storeDesk } from '../../backend/local/store-desk.ts';

/** Where a command works: on the store that a configuration file names, or by a running daemon. */
export type Place = { config: string } | { url: string };

/** Works by the daemon at an address, or on the store. @throws ConfigFault, StoreFault, RemoteFault */
export async function withDesk(
  place: Place,
  terminal: Terminal,
  work: (desk: Desk) => Promise<number>,
): Promise<number> {
  if ('url' in place) return await work(await remoteDesk(place.url, terminal));
  return await withStore(place.config, terminal, (store, config) =>
    work(storeDesk(store, config, terminal.clock)),
  );
}
