import { StoreFault } from '../store-fault.ts';

/**
 * Reads back a JSON column that this program wrote itself; `T` is the type that it wrote. Not for foreign data, which
 * is checked where it enters.
 * @throws StoreFault when the text is no JSON any more.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it names what was written
export function fromJson<T>(text: string): T {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its own rows are what a store must trust
    return JSON.parse(text) as T;
  } catch (error) {
    const hint = 'Stop Batchwatch, keep a copy of the store, and restore it from a backup.';
    throw new StoreFault('store-damaged', 'a row of the store is damaged', { hint, cause: error });
  }
}
