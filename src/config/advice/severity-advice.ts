import { CHANNELS } from '../../channel/channels.ts';
import type { Severity } from '../../core/severity.ts';
import type { Finding } from '../../platform/document/problem.ts';
import type { Config } from '../schema/schema.ts';
import { namedIn } from './named-receivers.ts';

/** Names each rule and expectation whose severity no channel of one of its receivers takes. */
export function adviseSeverities(config: Config): readonly Finding[] {
  const receivers = new Map(config.receivers.map((receiver) => [receiver.name, receiver]));
  return (['rules', 'expectations'] as const).flatMap((list) =>
    config[list].flatMap((entry, index): Finding[] => {
      const deaf = [...new Set(namedIn(entry))].filter((name) => {
        const receiver = receivers.get(name);
        return receiver !== undefined && !takes(receiver, entry.severity);
      });
      if (deaf.length === 0) return [];
      const message = `is taken by no channel of ${deaf.join(', ')}: nobody is notified there`;
      const hint = `add ${entry.severity} to the severities of one of its channels, or leave them out`;
      return [{ path: [list, index, 'severity'], message, hint }];
    }),
  );
}

function takes(receiver: Config['receivers'][number], severity: Severity): boolean {
  return CHANNELS.some((channel) => {
    const severities = channel.severities(receiver);
    return channel.recipients(receiver).length > 0 && (severities?.includes(severity) ?? true);
  });
}
