import { RemoteFault } from './remote-fault.ts';

/** Nobody answered: what `fetch` threw, for who typed the address. */
export function unreachable(base: string, error: unknown): RemoteFault {
  return new RemoteFault(`the daemon cannot be reached at ${base}: ${describe(error)}`, {
    reason: 'unreachable',
    hint: isOfUnknownAuthority(error)
      ? 'If its certificate is of a private CA, put the path of that CA into NODE_EXTRA_CA_CERTS.'
      : 'Check --url (or BATCHWATCH_URL), and whether the daemon runs; without either, commands work on the store file.',
    cause: error,
  });
}

/** Describes an error of `fetch`, which holds the reason only in its cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

function isOfUnknownAuthority(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && UNKNOWN_AUTHORITY.has(cause.code);
}

/** Codes of OpenSSL (https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/). */
const UNKNOWN_AUTHORITY: ReadonlySet<unknown> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
