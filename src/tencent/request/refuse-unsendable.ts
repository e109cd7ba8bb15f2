import { fitsHeader } from '../../platform/values/header-text.ts';
import { SourceFault } from '../../poll/port/job-source.ts';
import type { Credentials } from './credentials.ts';

/**
 * Refuses a key with a stray newline or a letter beyond ASCII: no header takes it. It would be neither the network's
 * fault nor a bug.
 * @throws SourceFault
 */
export function refuseUnsendable({ secretId, secretKey, token }: Credentials): void {
  const parts = [secretId, secretKey.reveal(), ...(token === undefined ? [] : [token.reveal()])];
  if (parts.every(fitsHeader)) return;
  throw new SourceFault('the credentials hold characters that no key of Tencent Cloud has', {
    code: 'credentials-malformed',
    reason: 'auth',
    hint: 'Look for a stray blank, newline or letter beyond ASCII in the credentials.',
  });
}
