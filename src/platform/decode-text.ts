import { BatchwatchError } from './errors.ts';

/** A file that holds no text in UTF-8. Names the place, and never a byte of the content. */
export class TextFault extends BatchwatchError {
  declare readonly reason: keyof typeof REASONS;
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly column: number;

  /** @param before the text up to the place. */
  constructor(reason: TextFault['reason'], before: string) {
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    const { words, hint } = REASONS[reason];
    super(`${words} at line ${line}, column ${column}`, { code: `text-${reason}`, reason, hint });
    this.line = line;
    this.column = column;
  }

  /** The fault, without the place: `is not UTF-8`. */
  get words(): string {
    return REASONS[this.reason].words;
  }
}

const REASONS = {
  'not-utf-8': {
    words: 'is not UTF-8',
    hint: 'save it as UTF-8; from GBK: iconv -f GB18030 -t UTF-8 OLD > NEW',
  },
  'utf-16': { words: 'is UTF-16', hint: 'save it as UTF-8: iconv -f UTF-16 -t UTF-8 OLD > NEW' },
  nul: { words: 'has a NUL byte', hint: 'take it out: text has none' },
} as const;

/**
 * Decodes the bytes of a file and takes a byte order mark off.
 * @throws TextFault for any other encoding: replaced characters would be another text, and another secret.
 */
export function decodeText(bytes: Uint8Array): string {
  if (isUtf16(bytes)) throw new TextFault('utf-16', '');
  const text = decode(bytes);
  if (text === undefined) throw new TextFault('not-utf-8', longestText(bytes));
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new TextFault('nul', text.slice(0, nul));
  return text;
}

/** By its byte order mark, or by the NUL that every Latin letter has in it. */
function isUtf16([first, second]: Uint8Array): boolean {
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || (second !== undefined && (first === 0) !== (second === 0));
}

/** Returns `undefined` when the bytes are not UTF-8. With `stream`, a character may be cut off at the end. */
function decode(bytes: Uint8Array, options: { stream?: boolean } = {}): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
  } catch {
    return undefined;
  }
}

/** The text before the first byte that does not belong. */
function longestText(bytes: Uint8Array): string {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decode(bytes.subarray(0, middle), { stream: true }) === undefined) bad = middle;
    else good = middle;
  }
  return decode(bytes.subarray(0, good), { stream: true }) ?? '';
}
