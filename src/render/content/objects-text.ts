import { commonestCodes, type ObjectDetails } from '../../core/job/object-details.ts';
import { missingAction } from '../../core/job/enrichment-fault.ts';
import type { CountedObjects } from '../../core/job/object-counts.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import type { Words } from '../locale/en.ts';

/** Returns the results of a job's objects in one line: `37 of 240 objects failed`. "At least" marks a count that was cut off. */
export function objectsText(details: ObjectDetails, { enrichment: { objects, fault } }: Words): string {
  switch (details.kind) {
    case 'counted':
      return countedText(details, objects);
    case 'unknown':
      return details.reason === 'no-tag' ? objects.noTag : objects.notListed(details.list);
    case 'not-asked':
      return objects.notAsked;
    case 'fault': {
      const code = visibleProse(details.fault.code, 80);
      return objects.notCounted(
        fault({ code, kind: details.fault.kind, action: missingAction('objects', details.fault) }),
      );
    }
  }
}

/** The same with the commonest codes: `37 of 240 objects failed: AccessDenied (31), others (6)`. */
export function objectsInFull(details: ObjectDetails, words: Words): string {
  const text = objectsText(details, words);
  if (details.kind !== 'counted') return text;
  const named = commonestCodes(details).slice(0, CODES_NAMED);
  const rest = failedOf(details) - named.reduce((sum, [, count]) => sum + count, 0);
  const parts = named.map(([code, count]) => {
    const shown = visibleProse(code, 60) || words.enrichment.objects.noCode;
    return words.codeCount(shown, write(count));
  });
  const all = [...parts, ...(rest > 0 ? [words.otherCodes(rest)] : [])];
  return all.length === 0 ? text : words.enrichment.objects.withCodes(text, words.list(all));
}

const CODES_NAMED = 5;

function countedText(details: CountedObjects, words: Words['enrichment']['objects']): string {
  const { total, isComplete, isFailedComplete } = details;
  const failed = failedOf(details);
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
