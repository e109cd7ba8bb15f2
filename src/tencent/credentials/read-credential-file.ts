import { TextFault } from '../../platform/decode-text.ts';
import { readText } from '../../platform/read-text.ts';
import { credentialFault } from './credential-fault.ts';

/**
 * Reads a file that holds a key.
 * @throws SourceFault when it is no text in UTF-8, and what `node:fs` throws.
 */
export function readCredentialFile(path: string): string {
  try {
    return readText(path);
  } catch (error) {
    if (!(error instanceof TextFault)) throw error;
    const { message, hint = '' } = error;
    throw credentialFault(`${path} ${message}`, { code: 'credentials-malformed', hint, cause: error });
  }
}
