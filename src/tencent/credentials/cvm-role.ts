import { SECOND, type Clock, type Duration } from '../../platform/time.ts';
import type { CredentialProvider, Credentials } from '../request/credentials.ts';
import { DIRECT } from '../../platform/http/proxy-policy.ts';
import { createSourceClient, type SourceClient } from '../request/source-client.ts';
import { askText, MAX_KEY_BYTES, readObject } from './ask-json.ts';
import { credentialFault } from './credential-fault.ts';
import { createRefreshingCredentials } from './refreshing.ts';
import { readTemporaryKey } from './temporary-key.ts';

/**
 * Returns the key of the role that is bound to this virtual machine, from its metadata service (Tencent Cloud, CVM,
 * "Querying instance metadata"). It asks without a proxy, because another machine would get another role. Of several
 * roles it takes the first one, as the official SDKs do.
 */
export function createCvmRoleCredentials(options: {
  clock: Clock;
  /** Default `http://metadata.tencentyun.com`, which answers on the machine's own network only. */
  baseUrl?: string;
  /** Per request. Default 3 s. */
  timeout?: Duration;
}): CredentialProvider {
  const { clock, baseUrl = 'http://metadata.tencentyun.com', timeout = 3 * SECOND } = options;
  const client = createSourceClient({ timeout, clock, proxies: DIRECT, maxBytes: MAX_KEY_BYTES });
  const url = new URL('latest/meta-data/cam/security-credentials/', `${baseUrl.replace(/\/$/, '')}/`);
  return createRefreshingCredentials({ clock, fetch: (signal) => fetchKey(client, url, signal) });
}

const ASKED = {
  what: 'the metadata service',
  hint: 'source cvm-role works on a Tencent Cloud virtual machine with a CAM role bound to it only.',
};

async function fetchKey(client: SourceClient, url: URL, signal: AbortSignal): Promise<Credentials> {
  const roles = await askText({ client, signal }, { method: 'GET', url, headers: {} }, ASKED);
  const role = roles
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '');
  if (role === undefined) {
    throw credentialFault('no role is bound to this machine', { code: 'no-role-bound', hint: ASKED.hint });
  }
  const keyUrl = new URL(encodeURIComponent(role), url);
  const answer = readObject(
    await askText({ client, signal }, { method: 'GET', url: keyUrl, headers: {} }, ASKED),
  );
  const credentials =
    answer?.['Code'] === 'Success' ? readTemporaryKey(answer, answer['ExpiredTime']) : undefined;
  if (credentials === undefined) {
    throw credentialFault(`the metadata service gave no key for role ${role}`, {
      code: 'credentials-malformed',
      hint: ASKED.hint,
    });
  }
  return credentials;
}
