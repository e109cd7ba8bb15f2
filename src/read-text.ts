import { readFileSync } from 'node:fs';
import { decodeText } from './decode-text.ts';

/**
 * Reads a small text file in UTF-8.
 * @throws TextFault for another encoding, and what `node:fs` throws.
 */
export function readText(path: string): string {
  return decodeText(readFileSync(path));
}
