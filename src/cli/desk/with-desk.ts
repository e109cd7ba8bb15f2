import { remoteDesk } from '../remote/remote-desk.ts';
import type { Terminal } from '../terminal.ts';
import { withStore } from '../with-store.ts';
import type { Desk } from './desk.ts';
import { storeDesk } from './store-desk.ts';

/** Where a command works. */
export interface Place {
  /** The configuration file, which names the store. */
  readonly config: string;
  /** Address of a running daemon; with it, neither file is looked at. */
  readonly url: string | undefined;
}

/** Works by the daemon at an address, or on the store. @throws ConfigFault, StoreFault, RemoteFault */
export async function withDesk(
  place: Place,
  terminal: Terminal,
  work: (desk: Desk) => Promise<number>,
): Promise<number> {
  if (place.url !== undefined) return await work(await remoteDesk(place.url, terminal));
  return await withStore(place.config, terminal, (store, config) =>
    work(storeDesk(store, config, terminal.clock)),
  );
}
