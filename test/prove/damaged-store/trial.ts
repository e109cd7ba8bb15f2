import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { StoreFault } from '../../../src/store/store-fault.ts';
import type { Store } from '../../../src/store/store.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { compareDumps, dump, type Dump } from './dump.ts';
import { PARTS, readStoreFiles, writeStoreFiles, type StoreFiles } from './store-files.ts';

/** The program's answer to a damaged store. */
export type Trial =
  /** With a fault that says what to do, and every byte left as it was. */
  | { end: 'refused'; code: string }
  /** It opened, and holds all that it held. */
  | { end: 'whole' }
  /** It opened with every row, of which some say something else. */
  | { end: 'altered'; how: string }
  /** None of these: it opened new or with rows missing, it changed what it refused, or a bug showed. */
  | { end: 'broken'; how: string };

/** Puts these files at `path`, opens them as the daemon would, and compares what is there with what was. */
export async function tryToOpen(path: string, files: StoreFiles, before: Dump): Promise<Trial> {
  writeStoreFiles(path, files);
  const store = openOrRefuse(path, files);
  if ('end' in store) return refuseAgain(store, path, files);
  try {
    return store.isNew ? { end: 'broken', how: 'it began from empty' } : judge(before, await dump(store));
  } catch (error) {
    return { end: 'broken', how: `it opened, and then: ${String(error)}` };
  } finally {
    await store.close();
  }
}

/** A supervisor that starts the program again and again must not get past the refusal. */
async function refuseAgain(first: Trial, path: string, files: StoreFiles): Promise<Trial> {
  const again = openOrRefuse(path, files);
  if ('end' in again) return first.end === 'refused' ? again : first;
  await again.close();
  return { end: 'broken', how: 'it was refused once, and opened when it was tried again' };
}

/** Opens the store at `path`, or returns how it was refused. */
export function openOrRefuse(path: string, files: StoreFiles): Store | Trial {
  try {
    return openSqliteStore({ path, clock: systemClock });
  } catch (error) {
    return judgeRefusal(error, files, readStoreFiles(path));
  }
}

function judge(before: Dump, after: Dump): Trial {
  const { lost, altered } = compareDumps(before, after);
  if (lost.length > 0) return { end: 'broken', how: `lost ${lost.length}: ${lost.slice(0, 3).join(', ')}` };
  return altered.length > 0 ? { end: 'altered', how: altered.slice(0, 2).join(', ') } : { end: 'whole' };
}

function judgeRefusal(error: unknown, before: StoreFiles, after: StoreFiles): Trial {
  if (!(error instanceof StoreFault)) return { end: 'broken', how: `a bug: ${String(error)}` };
  if (error.hint === undefined) return { end: 'broken', how: `no word on what to do: ${error.message}` };
  // The index is SQLite's to make again; nothing is kept in it alone.
  const changed = PARTS.filter((part) => part !== 'index' && !isSame(before[part], after[part]));
  if (changed.length > 0)
    return { end: 'broken', how: `refused (${error.code}), but changed its ${changed[0]}` };
  return { end: 'refused', code: error.code };
}

/** An empty journal is none. */
function isSame(a: Buffer = Buffer.alloc(0), b: Buffer = Buffer.alloc(0)): boolean {
  return a.equals(b);
}
