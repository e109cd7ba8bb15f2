import { SECOND, type Clock, type Duration } from '../../platform/time.ts';
import { SourceFault } from '../../poll/port/job-source.ts';
import type { CredentialProvider, Credentials } from '../request/credentials.ts';
import type { ProxyPolicy } from '../../platform/http/proxy-policy.ts';
import { createSourceClient, type SourceClient } from '../request/source-client.ts';
import { askText, MAX_KEY_BYTES, readObject, readText, toObject } from './ask-json.ts';
import { credentialFault } from './credential-fault.ts';
import { readCredentialFile } from './read-credential-file.ts';
import { createRefreshingCredentials } from './refreshing.ts';
import { readTemporaryKey } from './temporary-key.ts';

/**
 * The key of the role of this pod's service account: its token file is exchanged at STS
 * (`AssumeRoleWithWebIdentity`, version 2018-08-13). The file is read again each time, for the cluster replaces
 * it. Needs `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE` and `TKE_ROLE_ARN`.
 */
export function createTkeOidcCredentials(options: {
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  proxies: ProxyPolicy;
  /** Default `https://sts.tencentcloudapi.com/`. */
  url?: string;
  /** Per request. Default 8 s. */
  timeout?: Duration;
}): CredentialProvider {
  const { env, clock, proxies, url = 'https://sts.tencentcloudapi.com/', timeout = 8 * SECOND } = options;
  const client = createSourceClient({ timeout, clock, proxies, maxBytes: MAX_KEY_BYTES });
  return createRefreshingCredentials({
    clock,
    fetch: (signal) => assumeRole({ client, clock, url: new URL(url) }, readIdentity(env), signal),
  });
}

interface Identity {
  region: string;
  providerId: string;
  tokenFile: string;
  roleArn: string;
}

const ASKED = {
  what: 'STS',
  hint: 'Check that the pod reaches STS, and that its role trusts the OIDC provider of the cluster.',
};

const LIFE_SECONDS = 7_200;

function readIdentity(env: Readonly<Record<string, string | undefined>>): Identity {
  const need = (name: string): string => {
    const value = env[name] ?? '';
    if (value !== '') return value;
    throw credentialFault(`the environment has no ${name}`, {
      code: 'credentials-missing',
      hint: 'source tke-oidc works in a TKE pod whose service account is bound to a CAM role only.',
    });
  };
  return {
    region: need('TKE_REGION'),
    providerId: need('TKE_PROVIDER_ID'),
    tokenFile: need('TKE_WEB_IDENTITY_TOKEN_FILE'),
    roleArn: need('TKE_ROLE_ARN'),
  };
}

async function assumeRole(
  { client, clock, url }: { client: SourceClient; clock: Clock; url: URL },
  identity: Identity,
  signal: AbortSignal,
): Promise<Credentials> {
  const webIdentityToken = readTokenFile(identity.tokenFile);
  const body = JSON.stringify({
    ProviderId: identity.providerId,
    WebIdentityToken: webIdentityToken,
    RoleArn: identity.roleArn,
    RoleSessionName: 'batchwatch',
    DurationSeconds: LIFE_SECONDS,
  });
  const headers = {
    'content-type': 'application/json',
    'x-tc-action': 'AssumeRoleWithWebIdentity',
    'x-tc-version': '2018-08-13',
    'x-tc-region': identity.region,
    'x-tc-timestamp': String(Math.floor(clock.now() / 1000)),
    authorization: 'SKIP',
  };
  const text = await askText({ client, signal }, { method: 'POST', url, headers, body }, ASKED);
  const response = toObject(readObject(text)?.['Response']);
  const refused = toObject(response?.['Error']);
  if (refused !== undefined) throw refusedFault(refused, webIdentityToken);
  const credentials = readTemporaryKey(response?.['Credentials'], response?.['ExpiredTime']);
  if (credentials !== undefined) return credentials;
  throw credentialFault('STS gave no key', { code: 'credentials-malformed', hint: ASKED.hint });
}

function readTokenFile(path: string): string {
  try {
    return readCredentialFile(path).trim();
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    throw credentialFault(`the token file ${path} cannot be read`, {
      code: 'credentials-unreadable',
      hint: 'Check TKE_WEB_IDENTITY_TOKEN_FILE and the volume it lies on.',
      cause: error,
    });
  }
}

/** Codes of the JSON services ("API 3.0"): some are no verdict on the identity. */
function refusedFault(error: Readonly<Record<string, unknown>>, webIdentityToken: string): SourceFault {
  const code = readText(error, 'Code') ?? 'credentials-refused';
  const message = (readText(error, 'Message') ?? '').replaceAll(webIdentityToken, '***');
  const throttled = code.startsWith('RequestLimitExceeded');
  const reason = throttled ? 'throttled' : code.startsWith('InternalError') ? 'server' : 'auth';
  return credentialFault(`STS refused: ${code} ${message}`, { code, reason, hint: ASKED.hint });
}
