import type { Finding } from '../../platform/document/problem.ts';
import { unusableProxies } from '../../platform/http/proxy-policy.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Config } from '../schema/schema.ts';

/** Names variables of the environment that take protection away, or that ask for a proxy which cannot be used. */
export function adviseEnvironment({ proxy }: Config, env: Platform['env']): readonly Finding[] {
  const proxies = proxy === undefined ? unusableProxies(env).map(adviseProxy) : [];
  return env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? [...proxies, UNCHECKED_CERTIFICATES] : proxies;
}

function adviseProxy(variable: string): Finding {
  return {
    path: ['proxy'],
    message: `is not taken from ${variable}: its value is not the URL of an HTTP proxy`,
    hint: 'requests go directly; write http://HOST:PORT (SOCKS is not supported)',
  };
}

const UNCHECKED_CERTIFICATES: Finding = {
  path: [],
  message: 'the environment variable NODE_TLS_REJECT_UNAUTHORIZED=0 lets every certificate pass',
  hint: 'take it away, and trust an authority of your own by smtp.caFile or NODE_EXTRA_CA_CERTS',
  severity: 'critical',
};
