import type { Owner } from './rule.ts';
import type { Subject } from './subject.ts';

/** More is not searched: the pattern is the operator's, the text is anybody's. */
const LONGEST_TEXT = 2_000;

/** The receiver that the job names as its owner; undefined when it names none that is known. */
export function ownerOf(
  owner: Owner,
  { job, details }: Pick<Subject, 'job' | 'details'>,
): string | undefined {
  const text = owner.from === 'name' ? job.name : details().userData;
  const found = owner.pattern.find(text.slice(0, LONGEST_TEXT));
  return found === undefined ? undefined : owner.receivers.get(found);
}
