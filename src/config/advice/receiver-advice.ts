import type { Finding } from '../../platform/document/problem.ts';
import type { Config } from '../schema/schema.ts';
import { namedIn } from './named-receivers.ts';

/** Names each receiver that nothing notifies, and each that hears of the watching itself alone. */
export function adviseReceivers(config: Config): readonly Finding[] {
  const { receivers, rules, expectations, watchdog } = config;
  if (receivers.length === 0) {
    const message = 'is empty: nobody is notified of anything';
    return [{ path: ['receivers'], message, hint: 'add a receiver', severity: 'critical' }];
  }
  const named = new Set([
    ...[...rules, ...expectations].flatMap(namedIn),
    ...receivers.flatMap(({ fallback }) => fallback?.receivers ?? []),
  ]);
  return receivers.flatMap(({ name }, index): Finding[] => {
    if (named.has(name) || watchdog.receivers?.includes(name) === true) return [];
    const path = ['receivers', index, 'name'];
    const hint =
      'name it in a rule, an expectation, an escalation, a fallback or under watchdog, or take it away';
    if (watchdog.receivers !== undefined) return [{ path, message: 'is never notified', hint }];
    const message = 'is never notified of a job, only of trouble with the watching itself';
    return [{ path, message, hint, severity: 'info' }];
  });
}
