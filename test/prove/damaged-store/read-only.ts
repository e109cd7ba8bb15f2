import { mountSmallDisk } from '../../support/store/small-disk.ts';
import type { Dump } from './dump.ts';
import type { StoreFiles } from './store-files.ts';
import { writeStoreFiles } from './store-files.ts';
import { openOrRefuse, tryToOpen } from './trial.ts';

/**
 * Puts stores on a disk that may not be written. Not by permissions: they do not bind a superuser.
 * @returns `skipped` when the user may not mount one; else what went wrong, undefined when nothing did.
 */
export async function meetReadOnly(stores: readonly StoreFiles[], before: Dump): Promise<string | undefined> {
  using disk = mountSmallDisk('8m');
  if (disk === undefined) return 'skipped';
  const path = `${disk.path}/batchwatch.db`;
  for (const files of stores) {
    writeStoreFiles(path, files);
    disk.remount('ro');
    const refused = openOrRefuse(path, files);
    disk.remount('rw');
    if (!('end' in refused)) return 'a store on a read-only disk was opened';
    if (refused.end !== 'refused') return `on a read-only disk: ${JSON.stringify(refused)}`;
    const again = await tryToOpen(path, files, before);
    if (again.end !== 'whole') return `after the disk could be written again: ${JSON.stringify(again)}`;
  }
  return undefined;
}
