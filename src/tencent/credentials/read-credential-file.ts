import { readFile } from 'node:fs/promises';
import { decodeText, TextFault } from '../../decode-text.ts';
import { credentialFault } from './credential-fault.ts';

/**
 * Reads a file that holds a key.
 * @throws SourceFault when it is no text in UTF-8, and what `node:fs` throws.
 */
export async function readCredentialFile(path: string, signal: AbortSignal): Promise<string> {
  const bytes = await readFile(path, { signal });
  try {
    return decodeText(bytes);
  } catch (error) {
    if (!(error instanceof TextFault)) throw error;
    const { message, hint = '' } = error;
    throw credentialFault(`${path} ${message}`, { code: 'credentials-malformed', hint, cause: error });
  }
}
