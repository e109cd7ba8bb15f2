import { decodeText } from './decode-text.ts';
import { readSmallFile } from './small-file.ts';

/**
 * Reads a small text file in UTF-8.
 * @throws TextFault for another encoding, SmallFileError, and what `node:fs` throws.
 */
export function readText(path: string): string {
  return decodeText(readSmallFile(path));
}
