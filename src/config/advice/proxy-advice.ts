import { unusableProxies } from '../../platform/http/proxy-policy.ts';
import type { Finding } from '../../platform/document/problem.ts';
import type { Config } from '../schema/schema.ts';

/** Returns the variables of the environment that ask for a proxy which cannot be used. */
export function adviseProxy(
  { proxy }: Config,
  env: Readonly<Record<string, string | undefined>>,
): readonly Finding[] {
  if (proxy !== undefined) return [];
  return unusableProxies(env).map((variable) => ({
    path: ['proxy'],
    message: `is not taken from ${variable}: its value is not the URL of an HTTP proxy`,
    hint: 'requests go directly; write http://HOST:PORT (SOCKS is not supported)',
  }));
}
