import { z } from 'zod';
import type { Message } from '../../core/message/message.ts';
import { SEVERITIES, type Severity } from '../../core/severity.ts';

/** Which messages mention people. */
export const mentionFor = z
  .array(z.enum(SEVERITIES))
  .default(['critical'])
  .meta({ description: 'Severities whose messages mention people.' });

/** Kinds that ask for somebody: closings and reminders mention nobody. */
const ASKING: ReadonlySet<Message['kind']> = new Set(['opening', 'update', 'escalation']);

/** Returns the people that a message mentions. */
export function mentioned<Person>(
  { kind, severity }: Message,
  {
    people = [],
    mentionFor: severities,
  }: { people: readonly Person[] | undefined; mentionFor: readonly Severity[] },
): readonly Person[] {
  return ASKING.has(kind) && severities.includes(severity) ? people : [];
}
