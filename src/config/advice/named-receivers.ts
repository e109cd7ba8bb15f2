import type { Config } from '../schema/schema.ts';

/** Returns the receivers that a rule or an expectation names, those of its escalations and owners included. */
export function namedIn(entry: Config['rules'][number] | Config['expectations'][number]): readonly string[] {
  const owners = 'owner' in entry ? Object.values(entry.owner?.receivers ?? {}) : [];
  return [...entry.receivers, ...entry.escalate.flatMap((step) => step.receivers), ...owners];
}
