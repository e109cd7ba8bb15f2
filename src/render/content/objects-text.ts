import { commonestCodes, type ObjectsFact } from '../../core/job/objects-fact.ts';
import { missingAction } from '../../core/job/fact-fault.ts';
import type { CountedObjects } from '../../core/job/object-counts.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import type { Words } from '../locale/catalogue.ts';

/** How the objects of a job fared, in one line: `37 of 240 objects failed`. What was cut off is "at least". */
export function objectsText(fact: ObjectsFact, { facts: { objects, fault } }: Words): string {
  switch (fact.kind) {
    case 'counted':
      return countedText(fact, objects);
    case 'unknown':
      return fact.reason === 'no-tag' ? objects.noTag : objects.notListed(fact.list);
    case 'not-asked':
      return objects.notAsked;
    case 'fault': {
      const code = cutText(visibleProse(fact.fault.code), 80);
      return objects.notCounted(
        fault({ code, kind: fact.fault.kind, action: missingAction('objects', fact.fault) }),
      );
    }
  }
}

/** The same with the commonest codes: `37 of 240 objects failed: AccessDenied (31), others (6)`. */
export function objectsInFull(fact: ObjectsFact, words: Words): string {
  const text = objectsText(fact, words);
  if (fact.kind !== 'counted') return text;
  const named = commonestCodes(fact).slice(0, CODES_NAMED);
  const rest = failedOf(fact) - named.reduce((sum, [, count]) => sum + count, 0);
  const parts = named.map(([code, count]) => {
    const shown = cutText(visibleProse(code), 60) || words.facts.objects.noCode;
    return words.codeCount(shown, write(count));
  });
  const all = [...parts, ...(rest > 0 ? [words.otherCodes(rest)] : [])];
  return all.length === 0 ? text : words.facts.objects.withCodes(text, words.list(all));
}

const CODES_NAMED = 5;

function countedText(fact: CountedObjects, words: Words['facts']['objects']): string {
  const { total, isComplete, isFailedComplete } = fact;
  const failed = failedOf(fact);
  // Of an old store, which knew one list only.
  if (total === 0 && isComplete) return words.notListed('/jobs');
  if (!isFailedComplete) return failed === 0 ? words.noneCounted : words.failedAtLeast(write(failed));
  if (total === 0) return words.noneFailed;
  return words.failed(write(failed), write(total), isComplete);
}

function failedOf({ byState }: CountedObjects): number {
  return byState['Failed'] ?? 0;
}

function write(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
