import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { systemClock } from '../../src/platform/time.ts';
import { TemporaryDirectory } from '../support/temporary-directory.ts';
import { damagesOf, type Damage } from './damaged-store/damages.ts';
import { dump, type Dump } from './damaged-store/dump.ts';
import { fillDisk } from './damaged-store/full-disk.ts';
import { makeLivedStore, type LivedStore } from './damaged-store/lived-store.ts';
import { meetReadOnly } from './damaged-store/read-only.ts';
import { meetByProcess } from './damaged-store/real-process.ts';
import { writeStoreFiles } from './damaged-store/store-files.ts';
import { TrialCounts } from './damaged-store/trial-counts.ts';
import { tryToOpen } from './damaged-store/trial.ts';
import { startTwice } from './damaged-store/two-processes.ts';
import type { Effort, Outcome, Proof } from './proof.ts';

/** Damages of the store by a disk, its mount and its operator. */
export const damagedStore: Proof = {
  id: 'P5',
  what: 'store cut at every 512 bytes, flipped bits, empty, missing, read-only, disk full, two processes',
  goal: 'never begins silently from empty, loses nothing it acknowledged, says what to do',
  run: proveDamagedStore,
};

async function proveDamagedStore(effort: Effort): Promise<Outcome> {
  const { program, mode, say } = effort;
  using directory = new TemporaryDirectory();
  const lived = await makeLivedStore(program);
  const path = directory.file('batchwatch.db');
  const before = await contentOf(path, lived);
  const counts = new TrialCounts();
  const refused: Damage[] = [];
  for (const damage of damagesOf(lived, effort)) {
    const trial = await tryToOpen(path, damage.files, before);
    counts.add(damage, trial);
    if (trial.end === 'refused') refused.push(damage);
  }
  say(String(counts));
  const step = Math.ceil(refused.length / (mode === 'quick' ? 3 : 30));
  const sample = refused.filter((_, index) => index % step === 0);
  const process = await meetByProcess(program, sample);
  const readOnly = await meetReadOnly([lived.killed, lived.closed], before);
  const twice = await startTwice(program);
  const disk = await fillDisk(effort);
  const problems = [counts.counterExample, process, twice, ...(readOnly === 'skipped' ? [] : [readOnly])];
  const counterExample = [...problems, disk === 'skipped' ? undefined : disk.wrong].find(
    (problem) => problem !== undefined,
  );
  const mounted =
    disk === 'skipped'
      ? 'read-only and full disk SKIPPED (no right to mount)'
      : `read-only disk: refused, taken up again; disk full: ${disk.notified} notifications, each once, when there was room again`;
  return {
    held: counterExample === undefined,
    reached: `${String(counts)}; ${sample.length} of the refused by the real program too: exit 69 with a hint; a second process refused, the first undisturbed; ${mounted}`,
    counterExample,
  };
}

/** All that the store holds, before anything happened to it. */
async function contentOf(path: string, { closed }: LivedStore): Promise<Dump> {
  writeStoreFiles(path, closed);
  const store = openSqliteStore({ path, clock: systemClock });
  try {
    return await dump(store);
  } finally {
    await store.close();
  }
}
