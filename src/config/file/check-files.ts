import { CHANNELS } from '../../channel/channels.ts';
import { TextFault } from '../../platform/decode-text.ts';
import { type ReadFile, unreadableFile } from './prepare.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import { valueAt } from '../../platform/document/value-at.ts';

/** Checks that files which are read later can be read now. */
export function checkFiles(root: unknown, readFile: ReadFile): readonly Finding[] {
  return PEM_FILES.flatMap(({ path, holds, label }): Finding[] => {
    const file = valueAt(root, path);
    if (typeof file !== 'string') return [];
    try {
      if (label.test(readFile(file))) return [];
      return [{ path, message: `names a file without a ${holds}`, hint: 'it must be in PEM format' }];
    } catch (error) {
      return [{ path, ...unreadableFile(error), ...(isNoText(error) && { hint: PEM_HINT }) }];
    }
  });
}

/** DER and other formats are bytes: another encoding of text is not what they lack. */
function isNoText(error: unknown): boolean {
  return error instanceof TextFault && error.reason !== 'utf-16';
}

const PEM_HINT = 'it must be in PEM format, which is text';

const CERTIFICATE = { holds: 'certificate', label: /-----BEGIN CERTIFICATE-----/ };

const PEM_FILES: readonly { path: Path; holds: string; label: RegExp }[] = [
  ...CHANNELS.flatMap(({ certificateFiles }) => certificateFiles.map((path) => ({ path, ...CERTIFICATE }))),
  { path: ['storage', 'caFile'], ...CERTIFICATE },
  { path: ['server', 'tls', 'certFile'], ...CERTIFICATE },
  {
    path: ['server', 'tls', 'keyFile'],
    holds: 'private key that can be read without a passphrase',
    label: /-----BEGIN (RSA |EC )?PRIVATE KEY-----/,
  },
];
