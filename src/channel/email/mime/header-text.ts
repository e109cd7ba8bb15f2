import { encodeWord } from 'nodemailer/lib/mime-funcs';

/** A header value that is written as it is, but for folding. */
export interface PreparedHeader {
  prepared: true;
  foldLines: true;
  value: string;
}

/**
 * Writes text as the value of a header that RFC 5322 calls unstructured. The words before the first that needs it stay
 * as they are, so that a mail rule finds `[Batchwatch]` in the raw header; the rest becomes encoded words (RFC 2047).
 * The mail library would let text pass that looks like an encoded word, so a job named `=?utf-8?Q?=0D=0A?=` would
 * reach the reader's client decoded.
 * @param text one line without control characters.
 */
export function headerText(text: string): PreparedHeader {
  const plain = PLAIN_WORDS.exec(text)?.[0] ?? '';
  const rest = text.slice(plain.length);
  const value = rest === '' ? plain : plain + encodeWord(rest, isMostlyAscii(rest) ? 'Q' : 'B', WORD_LENGTH);
  return { prepared: true, foldLines: true, value };
}

/** Words of printable ASCII between single blanks, up to and with the blank before the first other one. */
const PLAIN_WORDS = /^(?:(?!\S*=\?)[\x21-\x7e]{1,200}(?: (?=\S)|$))*/;

/** An encoded word has 75 characters at most (RFC 2047, §2); a folded line holds one. */
const WORD_LENGTH = 64;

function isMostlyAscii(text: string): boolean {
  return text.replace(/[^\x20-\x7e]/g, '').length > text.length / 2;
}
