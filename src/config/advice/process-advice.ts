import type { Finding } from '../../platform/document/problem.ts';

/** Names what the environment takes away from every connection of the process. */
export function adviseProcess(env: Readonly<Record<string, string | undefined>>): readonly Finding[] {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return [];
  return [
    {
      path: [],
      message: 'the environment variable NODE_TLS_REJECT_UNAUTHORIZED=0 lets every certificate pass',
      hint: 'take it away, and trust an authority of your own by smtp.caFile or NODE_EXTRA_CA_CERTS',
      severity: 'critical',
    },
  ];
}
