import type { Fixture } from '../../support/process/fixture.ts';
import { isOnPostgres } from '../../support/store/store-place.ts';
import { DatabaseStore } from './database-store.ts';
import { FileStore } from './file-store.ts';
import type { ProofStore } from './proof-store.ts';

/** Makes the store of a fixture, with nothing in it. */
export async function startProofStore({ store }: Fixture): Promise<ProofStore> {
  return isOnPostgres ? await DatabaseStore.start() : new FileStore(store);
}
