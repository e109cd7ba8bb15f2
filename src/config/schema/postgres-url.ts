import type { Flaw } from '../../platform/document/problem.ts';
import { isLoopbackHost } from '../../platform/values/urls.ts';

const WRITTEN = 'postgres://USER@HOST:5432/DATABASE?sslmode=verify-full';

/** The ways to TLS: the name and the authority are checked, the authority alone, or there is none. */
const SSL_MODES: ReadonlySet<string> = new Set(['verify-full', 'verify-ca', 'disable']);

/** Says whether a URL names a database of PostgreSQL, well-formed or not. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(?:ql)?:/i.test(url);
}

/** Returns what is wrong with the URL of a database; `undefined` when it is fine. Prints no part that may be a password. */
export function postgresUrlFlaw(value: string): Flaw | undefined {
  const url = URL.parse(value);
  if (url === null || !/^postgres(?:ql)?:\/\/[^/]/.test(value)) return malformed();
  if (url.password !== '' || url.searchParams.has('password')) {
    return {
      message: 'has a password in it',
      hint: 'take it out, and name a file that holds it by storage.passwordFile',
    };
  }
  if (url.username === '') return malformed('names no user');
  if (!/^\/[^/]+$/.test(url.pathname)) return malformed('names no database');
  if (url.hostname === '' || url.hash !== '') return malformed();
  return optionsFlaw(url);
}

function malformed(message = 'is not the URL of a database of PostgreSQL'): Flaw {
  return { message, hint: `write ${WRITTEN}` };
}

function optionsFlaw({ searchParams, hostname }: URL): Flaw | undefined {
  const unknown = searchParams.keys().find((key) => key !== 'sslmode');
  if (unknown !== undefined)
    return { message: 'has an option that Batchwatch does not know', hint: 'only sslmode can stand there' };
  const mode = searchParams.get('sslmode') ?? 'verify-full';
  if (searchParams.getAll('sslmode').length > 1 || !SSL_MODES.has(mode)) {
    return {
      message: 'has an sslmode that checks no certificate, or that nobody knows',
      hint: 'write sslmode=verify-full, or verify-ca where the certificate has another name',
    };
  }
  if (mode !== 'disable' || isLoopbackHost(hostname)) return undefined;
  return {
    message: 'has sslmode=disable for another machine',
    hint: 'write sslmode=verify-full: without TLS, the password and every job can be read on the way',
  };
}
