import { buffer } from 'node:stream/consumers';

import DKIM from 'nodemailer/lib/dkim';

import type { Secret } from '../../../platform/secret.ts';

export interface DkimSettings {
  domain: string;
  selector: string;
  /** RSA, in PEM format. */
  key: Secret;
  /** Headers to sign; absent: those of RFC 6376 §5.4.1. */
  headerFieldNames?: readonly string[] | undefined;
  /** Headers that a relay rewrites, and that a signature must not speak of. */
  skipFields?: readonly string[] | undefined;
}

/** Returns the mail with a DKIM signature before its headers (RFC 6376; rsa-sha256, relaxed/relaxed). */
export function signMail(raw: Buffer, settings: DkimSettings): Promise<Buffer> {
  const { domain, selector, key, headerFieldNames, skipFields } = settings;
  const signer = new DKIM({
    domainName: domain,
    keySelector: selector,
    privateKey: key.reveal(),
    headerFieldNames: headerFieldNames?.join(':'),
    skipFields: skipFields?.join(':'),
  });
  return buffer(signer.sign(raw));
}
