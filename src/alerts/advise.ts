import type { CodeAdvice } from './code-advice.ts';
import { errorCode, type OwnAdvice } from './error-codes.ts';
import type { Language, MessageJob } from './message.ts';
import { commonestCodes, failedObjects } from './objects-fact.ts';

/** More would be a manual, and the first mail is no place for one. */
const MOST_ADVICE = 3;

/**
 * Advice on the codes of failed jobs, the commonest first, then on those of failed objects; each code once, only
 * such as are known.
 */
export function adviceOn(
  jobs: readonly MessageJob[],
  { own, language }: { readonly own: Readonly<Record<string, OwnAdvice>>; readonly language: Language },
): readonly CodeAdvice[] {
  const open = jobs.filter(({ ended }) => ended === undefined);
  const failed = open.filter(({ state }) => state === 'Failed').map(({ code }) => code);
  const ofObjects = open.filter(({ objects }) => failedObjects(objects) > 0).flatMap(objectCodes);
  return [...new Set([...byFrequency(failed), ...byFrequency(ofObjects)])]
    .flatMap((code) => {
      const known = errorCode(code, own);
      if (known === undefined) return [];
      const { means, action, link } = known;
      const texts = { code, means: means[language], action: action[language] };
      return [link === undefined ? texts : { ...texts, link: link[language] }];
    })
    .slice(0, MOST_ADVICE);
}

function objectCodes({ objects }: MessageJob): readonly string[] {
  return objects?.kind === 'counted' ? commonestCodes(objects).map(([code]) => code) : [];
}

function byFrequency(codes: readonly string[]): readonly string[] {
  return [...Map.groupBy(codes, (code) => code)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([code]) => code);
}
