import type { CodeAdvice } from '../../core/message/code-advice.ts';
import { errorCode, type OwnAdvice } from './error-codes.ts';
import type { Language, MessageJob } from '../../core/message/message.ts';
import { unknownAdvice } from './unknown-code.ts';
import { commonestCodes, failedObjects } from '../../core/job/objects-fact.ts';

/** More would be a manual, and the first mail is no place for one. */
const MOST_ADVICE = 3;

/**
 * Advice on the codes of failed jobs, the commonest first, then on those of failed objects; each code once. On a job's
 * code that is not known it says so, and what the API said; an object's is left out then.
 */
export function adviceOn(
  jobs: readonly MessageJob[],
  { own, language }: { own: Readonly<Record<string, OwnAdvice>>; language: Language },
): readonly CodeAdvice[] {
  const open = jobs.filter(({ ended }) => ended === undefined);
  const failed = open.filter(({ state }) => state === 'Failed').map(({ code }) => code);
  const ofObjects = open.filter(({ objects }) => failedObjects(objects) > 0).flatMap(objectCodes);
  const codes = [...new Set([...byFrequency(failed), ...byFrequency(ofObjects)])];
  const known = codes.flatMap((code) => {
    const found = errorCode(code, own);
    if (found === undefined) return [];
    const { means, action, link } = found;
    const texts = { code, means: means[language], action: action[language] };
    return [link === undefined ? texts : { ...texts, link: link[language] }];
  });
  const unknown = codes.flatMap((code) => {
    const job = open.find((one) => one.state === 'Failed' && one.code === code);
    if (code === '' || job === undefined || errorCode(code, own) !== undefined) return [];
    return [unknownAdvice({ code, said: job.message }, language)];
  });
  return [...known, ...unknown].slice(0, MOST_ADVICE);
}

function objectCodes({ objects }: MessageJob): readonly string[] {
  return objects?.kind === 'counted' ? commonestCodes(objects).map(([code]) => code) : [];
}

function byFrequency(codes: readonly string[]): readonly string[] {
  return [...Map.groupBy(codes, (code) => code)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([code]) => code);
}
