import { loadConfig } from '../../../config/load.ts';
import type { Config } from '../../../config/schema/schema.ts';
import { visitStore } from '../../../store/open/open-store.ts';
import type { Store } from '../../../store/store.ts';
import type { Terminal } from '../../../platform/terminal.ts';

/** Works on the store of a configuration, beside a running daemon or without one. @throws ConfigFault, StoreFault */
export async function withStore<T>(
  path: string,
  { env, clock }: Terminal,
  work: (store: Store, config: Config) => Promise<T>,
): Promise<T> {
  const config = loadConfig({ path, env });
  const store = await visitStore(config.storage, clock);
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}
