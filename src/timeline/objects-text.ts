import { commonestCodes, failedObjects, type ObjectDetails } from '../core/job/object-details.ts';
import { reasonWord } from '../render/words/reason-words.ts';
import type { TimelineWords } from './locale/en.ts';

/** Says how the objects of a job fared. */
export function objectsText(
  details: ObjectDetails | undefined,
  { tag, objects: words }: TimelineWords,
): string {
  switch (details?.kind) {
    case undefined:
      return words.wanted;
    case 'unknown':
      return details.reason === 'no-tag' ? words.noTag : words.notListed(details.list);
    case 'not-asked':
      return words.notAsked;
    case 'fault':
      return words.notCounted(details.fault.code, reasonWord(details.fault.kind, tag), details.fault.action);
    case 'counted': {
      const { total, isComplete, isFailedComplete } = details;
      // A number that was not counted is not shown.
      if (total === 0 && isComplete) return words.notListed('/jobs');
      if (total === 0) return isFailedComplete ? words.noneFailed : words.noneCounted;
      const codes = commonestCodes(details).map(([code, count]) => `${code === '' ? '-' : code} ${count}`);
      return words.counted({ failed: failedObjects(details), total, isComplete, isFailedComplete, codes });
    }
  }
}
