import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { secret, text } from '../../../platform/values/field-types.ts';

/** Signature of every mail (RFC 6376), where the mail server does not sign itself. */
export const dkimSchema = z.strictObject({
  domain: text(domainProblem).meta({
    description: 'Domain that signs; for DMARC that of `from`, or one above it.',
  }),
  selector: text(selectorProblem).meta({
    description: 'Names the public key in the DNS: `SELECTOR._domainkey.DOMAIN`.',
  }),
  key: secret()
    .check(({ value, issues }) => {
      const problem = keyProblem(value.reveal());
      if (problem === undefined) return;
      const { message, hint } = problem;
      issues.push({ code: 'custom', message, params: { hint }, input: undefined });
    })
    .meta({ description: 'Private RSA key in PEM format, without a passphrase.', secret: true }),
  headerFieldNames: z.exactOptional(headerNames().min(1)).meta({
    description: 'Headers to sign; left out, those of RFC 6376 §5.4.1. `From` must be among them.',
    writtenAs: 'list, or one text with commas',
    commaSeparated: true,
  }),
  skipFields: z.exactOptional(headerNames()).meta({
    description:
      'Headers to leave out, for a relay that rewrites them: Amazon SES rewrites `Message-ID` and `Date`.',
    writtenAs: 'list, or one text with commas',
    commaSeparated: true,
  }),
});

function headerNames() {
  return z.array(
    text((value) =>
      /^[!-9;-~]+$/.test(value)
        ? undefined
        : { message: 'is not the name of a header', hint: 'write the name alone, e.g. Message-ID' },
    ),
  );
}

function domainProblem(value: string) {
  if (
    /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u.test(value)
  )
    return undefined;
  return { message: 'is not a domain', hint: 'write e.g. example.com' };
}

function selectorProblem(value: string) {
  if (/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(value)) return undefined;
  return { message: 'is not a selector', hint: 'write the part before ._domainkey of the name in the DNS' };
}

function keyProblem(pem: string): { message: string; hint: string } | undefined {
  const key = readKey(pem);
  if (key === 'encrypted') {
    return {
      message: 'is a private key with a passphrase',
      hint: 'take it off with `openssl pkey -in OLD -out NEW`',
    };
  }
  if (key === undefined) return { message: 'is not a private key in PEM format', hint: MAKE_KEY };
  if (key.asymmetricKeyType !== 'rsa') {
    return {
      message: `is a key of type ${key.asymmetricKeyType ?? 'unknown'}; only RSA signs here`,
      hint: MAKE_KEY,
    };
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  // RFC 8301 §3.2: what is shorter is no signature for those who verify.
  return bits < 1024 ? { message: `is too short with ${bits} bits`, hint: MAKE_KEY } : undefined;
}

const MAKE_KEY = 'make one with `openssl genrsa -out dkim.pem 2048`, and publish its public key in the DNS';

function readKey(pem: string): KeyObject | 'encrypted' | undefined {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ERR_MISSING_PASSPHRASE' || pem.includes('ENCRYPTED') ? 'encrypted' : undefined;
  }
}
