import { StoreFault, type StoreFaultCode } from '../store-fault.ts';

interface Meaning {
  code: StoreFaultCode;
  text: string;
  hint: string;
}

const GONE: Meaning = {
  code: 'store-unreachable',
  text: 'cannot be reached',
  hint: 'Check that PostgreSQL runs, and the way to it.',
};
const REFUSED: Meaning = {
  code: 'store-refused',
  text: 'refuses the login',
  hint: 'Check the user in storage.url, storage.passwordFile and pg_hba.conf.',
};
const MISSING: Meaning = {
  code: 'store-missing',
  text: 'has no such database',
  hint: 'Create it: `CREATE DATABASE`, owned by the user in storage.url.',
};
const BUSY: Meaning = {
  code: 'store-busy',
  text: 'takes too long',
  hint: 'Find what holds it up in pg_stat_activity.',
};

/** The states of PostgreSQL, or their classes, that an operator can do something about (appendix A of its manual). */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '08': GONE,
  '28': REFUSED,
  '3D000': MISSING,
  '25006': {
    code: 'store-read-only',
    text: 'cannot be written',
    hint: 'Point storage.url at the primary: this is a standby.',
  },
  '25P03': BUSY,
  '40001': BUSY,
  '40P01': BUSY,
  '42501': {
    code: 'store-read-only',
    text: 'denies a right',
    hint: 'Let the user in storage.url own the database and its tables.',
  },
  '53': {
    code: 'store-full',
    text: 'is short of something',
    hint: 'Free disk, memory or connections.',
  },
  '55P03': BUSY,
  '57014': BUSY,
  '57P': GONE,
  BW001: {
    code: 'store-newer',
    text: 'was written by a newer Batchwatch',
    hint: 'Update this replica: until then it only reads.',
  },
  XX001: { code: 'store-damaged', text: 'is damaged', hint: 'Restore it from a backup.' },
  XX002: { code: 'store-damaged', text: 'is damaged', hint: 'Rebuild its indexes: REINDEX DATABASE.' },
};

/** PgBouncer gives all of its own errors the state of a broken protocol: only the words differ (1.18). */
const BY_POOLER = '08P01';
const POOLER_SAYS: readonly (readonly [RegExp, Meaning])[] = [
  [/authentication failed|no such user/, REFUSED],
  [/no such database/, MISSING],
];

const UNTRUSTED: Meaning = {
  code: 'store-untrusted',
  text: 'shows a certificate that is not trusted, or has none',
  hint: 'Name the authority in storage.caFile, and the host as its certificate does.',
};

/** Translates what a connection of `pg` throws: an answer of the server, or a failure of the way to it. */
export function toStoreFault(error: unknown, place: string): StoreFault {
  if (error instanceof StoreFault) return error;
  const state = sqlStateOf(error);
  const words = error instanceof Error ? error.message : String(error);
  const meaning = state === undefined ? meaningOfSilence(error) : meaningOf(state, words);
  if (meaning !== undefined) {
    const { code, text, hint } = meaning;
    return new StoreFault(code, `the store ${place} ${text}`, { hint, cause: error });
  }
  return new StoreFault('store-failed', `the store ${place} failed: ${words}`, { cause: error });
}

/** The state that the server gave; undefined when no server answered. */
export function sqlStateOf(error: unknown): string | undefined {
  const thrown = error instanceof StoreFault ? error.cause : error;
  if (!(thrown instanceof Error) || !('code' in thrown) || !('severity' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** Says whether the connection is of no use any more. The server may have done what it was asked last, or not. */
export function breaksConnection(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === undefined || /^(?:08|57P|25006|25P0[34])/.test(state);
}

function meaningOf(state: string, words: string): Meaning | undefined {
  if (state === BY_POOLER) return POOLER_SAYS.find(([pattern]) => pattern.test(words))?.[1] ?? GONE;
  return MEANINGS[state] ?? MEANINGS[state.slice(0, 3)] ?? MEANINGS[state.slice(0, 2)];
}

/** Node names a failed verification by a code; `pg` has words for a login that it cannot do, and for a server without TLS. */
function meaningOfSilence(error: unknown): Meaning {
  if (!(error instanceof Error)) return GONE;
  // The driver found no password, or the server could not prove that it knows ours.
  if (error.message.startsWith('SASL: ')) return REFUSED;
  const code = 'code' in error ? String(error.code) : '';
  const isUntrusted = /CERT|SIGNATURE|SELF_SIGNED|ISSUER|ERR_SSL|ERR_TLS/.test(code);
  return isUntrusted || error.message.includes('does not support SSL') ? UNTRUSTED : GONE;
}
