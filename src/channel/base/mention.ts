import { z } from 'zod';
import type { Message } from '../../core/message/message.ts';
import { asksForSomebody } from '../../core/message/asks-for-somebody.ts';
import { SEVERITIES, type Severity } from '../../core/severity.ts';

/** Which messages mention people. */
export const mentionFor = z
  .array(z.enum(SEVERITIES))
  .default(['critical'])
  .meta({ description: 'Severities whose messages mention people.' });

/** Returns the people that a message mentions. */
export function mentioned<Person>(
  message: Message,
  {
    people = [],
    mentionFor: severities,
  }: { people: readonly Person[] | undefined; mentionFor: readonly Severity[] },
): readonly Person[] {
  return asksForSomebody(message) && severities.includes(message.severity) ? people : [];
}
