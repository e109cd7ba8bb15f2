import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/platform/secret.ts';
import { DAY, systemClock as clock } from '../../../../src/platform/time.ts';
import { openStore, type StoreAddress } from '../../../../src/store/open/open-store.ts';
import { StoreFault } from '../../../../src/store/store-fault.ts';
import {
  datedCertificate,
  localhostCertificate,
  strangerCertificate,
  type TlsCertificate,
} from '../../../support/network/tls-certificate.ts';
import { startGuardedServer } from '../../../support/postgres/guarded-server.ts';
import type { PostgresServer } from '../../../support/postgres/postgres-server.ts';
import { sharedServer } from '../../../support/postgres/shared-server.ts';
import { TemporaryDirectory } from '../../../support/temporary-directory.ts';

const PASSWORD = 'pass-WORD-7';

const directory = new TemporaryDirectory();

interface Asked {
  user?: string;
  database?: string;
  mode?: string;
  password?: string | undefined;
  /** The authorities that are trusted. Left out: those of Node. */
  trusted?: TlsCertificate;
}

/** Opens a store of the server, and returns `open` or the fault. */
async function opened(server: PostgresServer, asked: Asked): Promise<'open' | StoreFault> {
  const { user = 'guarded', database = 'watched', mode = 'verify-full', trusted } = asked;
  const address: StoreAddress = {
    url: `postgres://${user}@127.0.0.1:${server.port}/${database}?sslmode=${mode}`,
    password:
      'password' in asked && asked.password === undefined
        ? undefined
        : new Secret(asked.password ?? PASSWORD),
    ...(trusted !== undefined && { caFile: inFile(trusted) }),
  };
  try {
    await (await openStore(address, clock)).close();
    return 'open';
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return error;
  }
}

function inFile({ cert }: TlsCertificate): string {
  const file = directory.file(`authority-${++files}.pem`);
  writeFileSync(file, cert);
  return file;
}

let files = 0;

describe('a server that wants TLS and a password', () => {
  const trusted = localhostCertificate();
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startGuardedServer(trusted, PASSWORD);
  });

  afterAll(() => server[Symbol.asyncDispose]());

  it.each(['verify-full', 'verify-ca'])(
    'opens with %s, its authority and the right password',
    async (mode) => {
      expect(await opened(server, { mode, trusted })).toBe('open');
    },
  );

  it.each<[string, Asked, StoreFault['code']]>([
    ['its authority is in no file', {}, 'store-untrusted'],
    ['another authority is', { trusted: strangerCertificate() }, 'store-untrusted'],
    ['the password is wrong', { trusted, password: 'pass-WORD-8' }, 'store-refused'],
    ['there is no password', { trusted, password: undefined }, 'store-refused'],
    ['the password is empty', { trusted, password: '' }, 'store-refused'],
    ['the user does not exist', { trusted, user: 'nobody' }, 'store-refused'],
    ['the user may not come in', { trusted, user: 'banned' }, 'store-refused'],
    ['TLS is off', { mode: 'disable' }, 'store-refused'],
    ['the database does not exist', { trusted, database: 'nowhere' }, 'store-missing'],
  ])('is refused when %s, and the fault names no password', async (_when, asked, code) => {
    const fault = await opened(server, asked);
    expect(fault).toMatchObject({ code });
    expect(inspect(fault, { depth: 10 })).not.toContain('pass-WORD');
  });
});

describe('a server whose certificate', () => {
  it('names another host is not trusted, but where only its authority counts', async () => {
    const certificate = strangerCertificate();
    await using server = await startGuardedServer(certificate, PASSWORD);
    expect(await opened(server, { trusted: certificate })).toMatchObject({ code: 'store-untrusted' });
    expect(await opened(server, { trusted: certificate, mode: 'verify-ca' })).toBe('open');
  });

  it('has expired is not trusted', async () => {
    const certificate = datedCertificate(new Date(Date.now() - 3 * DAY), new Date(Date.now() - DAY));
    await using server = await startGuardedServer(certificate, PASSWORD);
    const outcome = await opened(server, { trusted: certificate, mode: 'verify-ca' });
    expect(outcome).toMatchObject({ code: 'store-untrusted' });
  });

  it('is missing, for the server speaks no TLS, is not trusted', async () => {
    expect(await opened(await sharedServer(), {})).toMatchObject({ code: 'store-untrusted' });
  });
});
