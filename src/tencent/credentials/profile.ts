import { join } from 'node:path';
import { Secret } from '../../platform/secret.ts';
import { MINUTE, type Clock } from '../../platform/time.ts';
import type { CredentialProvider, Credentials } from '../request/credentials.ts';
import { readObject, readText } from './ask-json.ts';
import { SourceFault } from '../../poll/port/job-source.ts';
import { credentialFault } from './credential-fault.ts';
import { readCredentialFile } from './read-credential-file.ts';
import { createRefreshingCredentials } from './refreshing.ts';

interface ProfileOptions {
  /** Read for `TENCENTCLOUD_CREDENTIALS_FILE` and `TCCLI_PROFILE`. */
  env: Readonly<Record<string, string | undefined>>;
  /** The home directory. */
  home: string;
  clock: Clock;
  /** Default `/etc/tencentcloud/credentials`. */
  systemFile?: string;
}

/**
 * A key from a file: the one that `TENCENTCLOUD_CREDENTIALS_FILE` names, and no other; else
 * `~/.tencentcloud/credentials`, the system's file, or what the command line tool left in `~/.tccli`. A change
 * of the file is seen within a minute.
 */
export function createProfileCredentials(options: ProfileOptions): CredentialProvider {
  return createRefreshingCredentials({
    clock: options.clock,
    maxAge: MINUTE,
    fetch: () => Promise.resolve().then(() => readFirst(candidates(options))),
  });
}

interface Candidate {
  path: string;
  read: (text: string) => Found;
}

interface Found {
  secretId: string | undefined;
  secretKey: string | undefined;
  token: string | undefined;
}

function candidates({
  env,
  home,
  systemFile = '/etc/tencentcloud/credentials',
}: ProfileOptions): Candidate[] {
  const named = env['TENCENTCLOUD_CREDENTIALS_FILE'] ?? '';
  if (named !== '') return [{ path: named, read: readIni }];
  const profile = env['TCCLI_PROFILE'] ?? '';
  return [
    { path: join(home, '.tencentcloud', 'credentials'), read: readIni },
    { path: systemFile, read: readIni },
    { path: join(home, '.tccli', `${profile === '' ? 'default' : profile}.credential`), read: readTccli },
  ];
}

const HINT = 'Write secret_id and secret_key under [default] into ~/.tencentcloud/credentials.';

function readFirst(files: readonly Candidate[]): Credentials {
  for (const { path, read } of files) {
    const text = readIfThere(path);
    if (text === undefined) continue;
    const { secretId = '', secretKey = '', token = '' } = read(text);
    if (secretId === '' || secretKey === '') {
      throw credentialFault(`${path} holds no complete key`, { code: 'credentials-malformed', hint: HINT });
    }
    return {
      secretId,
      secretKey: new Secret(secretKey),
      ...(token === '' ? {} : { token: new Secret(token) }),
    };
  }
  const looked = files.map(({ path }) => path).join(', ');
  throw credentialFault(`no credentials file: looked for ${looked}`, {
    code: 'credentials-missing',
    hint: HINT,
  });
}

function readIfThere(path: string): string | undefined {
  try {
    return readCredentialFile(path);
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw credentialFault(`${path} cannot be read (${String(code)})`, {
      code: 'credentials-unreadable',
      hint: 'Check the owner and the rights of the file.',
      cause: error,
    });
  }
}

/** Section `default` of an INI file; `#` and `;` begin a comment line. */
function readIni(text: string): Found {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    if (line.startsWith('#') || line.startsWith(';')) continue;
    section = /^\[(.*)\]$/.exec(line)?.[1]?.trim() ?? section;
    const at = line.indexOf('=');
    if (section === 'default' && at > 0) values.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return {
    secretId: values.get('secret_id'),
    secretKey: values.get('secret_key'),
    token: values.get('token'),
  };
}

function readTccli(text: string): Found {
  const object = readObject(text);
  return {
    secretId: readText(object, 'secretId'),
    secretKey: readText(object, 'secretKey'),
    token: readText(object, 'token'),
  };
}
