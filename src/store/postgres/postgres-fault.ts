import { StoreFault, type StoreFaultCode } from '../store-fault.ts';

interface Meaning {
  code: StoreFaultCode;
  text: string;
  hint: string;
}

const GONE: Meaning = {
  code: 'store-unreachable',
  text: 'cannot be reached',
  hint: 'Check that PostgreSQL runs, and the way to it; work goes on by itself.',
};
const REFUSED: Meaning = {
  code: 'store-unreachable',
  text: 'refuses the login',
  hint: 'Check the user in storage.url, storage.passwordFile and pg_hba.conf.',
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
  '3D000': {
    code: 'store-missing',
    text: 'has no such database',
    hint: 'Create it: `CREATE DATABASE`, owned by the user in storage.url.',
  },
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
    hint: 'Free disk, memory or connections; work goes on by itself.',
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

/** Translates what `pg` throws; anything that is no failure of the server or of the way to it is returned as it is. */
export function toStoreFault(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreFault) return error;
  const state = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const meaning = meaningOf(state) ?? (isOfConnection(error) ? GONE : undefined);
  if (meaning !== undefined) {
    const { code, text, hint } = meaning;
    return new StoreFault(code, `the store ${place} ${text}`, { hint, cause: error });
  }
  if (!STATE.test(state)) return error;
  return new StoreFault('store-failed', `the store ${place} failed: ${error.message}`, { cause: error });
}

const STATE = /^[0-9A-Z]{5}$/;

function meaningOf(state: string): Meaning | undefined {
  if (!STATE.test(state)) return undefined;
  return MEANINGS[state] ?? MEANINGS[state.slice(0, 3)] ?? MEANINGS[state.slice(0, 2)];
}

/** Node's failures of sockets and names have a syscall; those of `pg` have words only. */
function isOfConnection(error: Error): boolean {
  return 'syscall' in error || /connection|timeout exceeded|terminat/i.test(error.message);
}
