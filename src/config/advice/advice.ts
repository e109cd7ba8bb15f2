import { SEVERITIES } from '../../core/severity.ts';
import { CHANNELS } from '../../channel/channels.ts';
import { adviseCoverage } from './coverage-advice.ts';
import { adviseEnvironment } from './environment-advice.ts';
import { adviseFallbacks } from './fallback-advice.ts';
import type { Finding } from '../../platform/document/problem.ts';
import { adviseReceivers } from './receiver-advice.ts';
import type { Config } from '../schema/schema.ts';
import { adviseSecrets } from './secret-advice.ts';
import { adviseServer } from './server-advice.ts';
import { adviseSeverities } from './severity-advice.ts';
import { adviseShadows } from './shadow-advice.ts';
import { adviseSpans } from './span-advice.ts';
import type { Platform } from '../../platform/platform.ts';

/**
 * Returns what is allowed and yet unwise in a valid configuration; the program starts and says so. The worst comes
 * last, next to the prompt.
 */
export function advise(config: Config, env: Platform['env']): readonly Finding[] {
  const findings = [
    ...adviseSpans(config),
    ...adviseServer(config),
    ...adviseShadows(config),
    ...adviseReceivers(config),
    ...adviseFallbacks(config),
    ...adviseSeverities(config),
    ...adviseCoverage(config),
    ...CHANNELS.flatMap((channel) => channel.advise(config)),
    ...adviseSecrets(config, env),
    ...adviseEnvironment(config, env),
  ].map((finding) => ({ severity: 'warning' as const, ...finding }));
  return findings.toSorted(
    (one, other) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity),
  );
}
