import { nat, sample } from 'fast-check';
import type { Effort } from '../proof.ts';
import type { LivedStore } from './lived-store.ts';
import type { StoreFiles } from './store-files.ts';

export interface Damage {
  kind: 'cut' | 'flip' | 'gone';
  /** In words, for a counter-example. */
  name: string;
  files: StoreFiles;
}

const CUT = 512;
/** So many bytes at the end are cut closely also by `quick`: SQLite takes those that its last page lacks for zeros. */
const LAST = 4_096 + CUT * 32;

/** Every damage that is tried, some hundred for `quick`, some thousand for `full`. */
export function* damagesOf(
  store: LivedStore,
  { mode, seed }: Pick<Effort, 'mode' | 'seed'>,
): Generator<Damage> {
  const isQuick = mode === 'quick';
  yield* gone(store.killed);
  const flips = isQuick ? 20 : 2_000;
  for (const { part, of, files } of vulnerable(store)) {
    const bytes = files[part] ?? Buffer.alloc(0);
    const where = `the ${part} of the ${of} store`;
    const step = (length: number) => (isQuick && length < bytes.length - LAST ? CUT * 64 : CUT);
    for (let length = CUT; length < bytes.length; length += step(length)) {
      const rest = bytes.subarray(0, length);
      yield { kind: 'cut', name: `${where} cut at ${length}`, files: { ...files, [part]: rest } };
    }
    for (const bit of sample(nat(bytes.length * 8 - 1), { seed, numRuns: flips })) {
      yield {
        kind: 'flip',
        name: `bit ${bit} of ${where} flipped`,
        files: { ...files, [part]: flipped(bytes, bit) },
      };
    }
  }
}

function vulnerable({ killed, closed }: LivedStore) {
  return [
    { of: 'closed', part: 'file', files: closed },
    { of: 'killed', part: 'file', files: killed },
    { of: 'killed', part: 'journal', files: killed },
    { of: 'killed', part: 'index', files: killed },
  ] as const;
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** Files that are empty or missing. */
function gone(files: StoreFiles): Damage[] {
  const empty = Buffer.alloc(0);
  const { file, journal } = files;
  return [
    { kind: 'gone', name: 'the file empty', files: { file: empty } },
    { kind: 'gone', name: 'the file empty, its journal whole', files: { ...files, file: empty } },
    { kind: 'gone', name: 'the file missing, its journal whole', files: { ...files, file: undefined } },
    { kind: 'gone', name: 'the file missing, its journal alone whole', files: { journal } },
    { kind: 'gone', name: 'the journal empty', files: { ...files, journal: empty } },
    { kind: 'gone', name: 'the journal missing', files: { ...files, journal: undefined } },
    { kind: 'gone', name: 'the journal empty, the file cut', files: { file: file?.subarray(0, 5_000) } },
  ];
}
