import { endianness } from 'node:os';
import { readFileSync } from 'node:fs';

/**
 * The journal beside a store, read from its bytes (https://sqlite.org/fileformat2.html#walformat): SQLite does not
 * report which frames it leaves out.
 */
export interface Journal {
  /** Counts how often the journal was begun again; undefined when its header is not sound: SQLite ignores it all. */
  generation: number | undefined;
  /** The number of frames that SQLite takes: up to the last commit before the first unsound one. */
  taken: number;
  /** The pages that these frames hold. */
  pages: ReadonlySet<number>;
  /** The number of commits behind the frames that it takes. */
  commitsLeftOut: number;
}

/** Undefined when there is no journal, or an empty one. */
export function readJournal(path: string): Journal | undefined {
  const bytes = readIfThere(`${path}-wal`);
  if (bytes === undefined || bytes.length === 0) return undefined;
  const checksum = checksumOf(bytes.length < HEADER || (bytes.readUInt32BE(0) & 1) === 0 ? 'LE' : 'BE');
  let sum = checksum(NOTHING, bytes.subarray(0, 24));
  if (bytes.length < HEADER || !isStored(sum, bytes, 24)) {
    return { generation: undefined, taken: 0, pages: new Set(), commitsLeftOut: 0 };
  }
  const frames = framesOf(bytes);
  const sound = frames.findIndex((frame) => {
    sum = checksum(checksum(sum, frame.subarray(0, 8)), frame.subarray(FRAME_HEADER));
    return !isStored(sum, frame, 16);
  });
  const whole = sound === -1 ? frames : frames.slice(0, sound);
  const taken = 1 + whole.findLastIndex(endsCommit);
  return {
    generation: generationIn(bytes, 16),
    taken,
    pages: new Set(frames.slice(0, taken).map((frame) => frame.readUInt32BE(0))),
    commitsLeftOut: frames.slice(taken).filter(endsCommit).length,
  };
}

/** A dead process's memory of the journal. */
export interface JournalIndex {
  generation: number;
  /** Frames that were on disk for certain. */
  frames: number;
  /** The number of frames that had been folded into the file. */
  folded: number;
}

/**
 * The index beside the journal (https://sqlite.org/walformat.html#the_wal_index_file_format), which a process
 * that is killed leaves. Undefined when there is none, or a torn one. To be read before SQLite opens the store:
 * it makes the index again from what the journal still holds.
 */
export function readJournalIndex(path: string): JournalIndex | undefined {
  const bytes = readIfThere(`${path}-shm`);
  if (bytes === undefined || bytes.length < 136) return undefined;
  // Its counts are in the machine's own order, the salts as they stand in the journal.
  const word = (offset: number) =>
    endianness() === 'LE' ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset);
  const [a, b] = checksumOf(endianness())(NOTHING, bytes.subarray(0, 40));
  const isSound = bytes.subarray(0, 48).equals(bytes.subarray(48, 96)) && a === word(40) && b === word(44);
  return isSound ? { generation: generationIn(bytes, 32), frames: word(16), folded: word(96) } : undefined;
}

const HEADER = 32;
const FRAME_HEADER = 24;

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The first of the two salts: SQLite adds one to it whenever it begins the journal again. */
function generationIn(bytes: Buffer, offset: number): number {
  return bytes.readUInt32BE(offset);
}

/** Those of this generation; behind them may be what an earlier one left. */
function framesOf(bytes: Buffer): Buffer[] {
  const length = FRAME_HEADER + bytes.readUInt32BE(8);
  const salts = bytes.subarray(16, 24);
  return Array.from({ length: Math.floor((bytes.length - HEADER) / length) }, (_, index) => {
    const start = HEADER + index * length;
    return bytes.subarray(start, start + length);
  }).filter((frame) => frame.subarray(8, 16).equals(salts));
}

function endsCommit(frame: Buffer): boolean {
  return frame.readUInt32BE(4) !== 0;
}

type Sum = readonly [number, number];
const NOTHING: Sum = [0, 0];

/** SQLite's sum over pairs of words (https://sqlite.org/fileformat2.html#checksum_algorithm). */
function checksumOf(order: 'BE' | 'LE'): (before: Sum, bytes: Buffer) => Sum {
  const littleEndian = order === 'LE';
  return ([first, second], bytes) => {
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let [a, b] = [first, second];
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      a = (a + words.getUint32(at, littleEndian) + b) >>> 0;
      b = (b + words.getUint32(at + 4, littleEndian) + a) >>> 0;
    }
    return [a, b];
  };
}

function isStored([a, b]: Sum, bytes: Buffer, offset: number): boolean {
  return bytes.readUInt32BE(offset) === a && bytes.readUInt32BE(offset + 4) === b;
}
