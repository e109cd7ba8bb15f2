import type { CodeAdvice } from '../../core/message/code-advice.ts';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { Language, MessageJob } from '../../core/message/message.ts';
import { commonestCodes, failedObjects } from '../../core/job/object-details.ts';
import { wordLists } from '../words/word-lists.ts';

/** More would be a manual, and the first mail is no place for one. */
const MOST_ADVICE = 3;

interface AdviceContext {
  errorCodes: ErrorCodes;
  language: Language;
}

/**
 * Advice on the codes of failed jobs, the commonest first, then on those of failed objects; each code once. On a job's
 * code that is not known it says so; an object's is left out then. The job itself shows what the API said.
 */
export function adviceOn(
  jobs: readonly MessageJob[],
  { errorCodes, language }: AdviceContext,
): readonly CodeAdvice[] {
  const open = jobs.filter(({ ended }) => ended === undefined);
  const failed = open.filter(({ state }) => state === 'Failed').map(({ code }) => code);
  const ofObjects = open.filter(({ objects }) => failedObjects(objects) > 0).flatMap(objectCodes);
  const codes = [...new Set([...byFrequency(failed), ...byFrequency(ofObjects)])];
  const known = codes.flatMap((code) => {
    const found = errorCodes.get(code)?.[language];
    return found === undefined ? [] : [{ code, ...found }];
  });
  const unknown = codes.flatMap((code) => {
    const job = open.find((one) => one.state === 'Failed' && one.code === code);
    if (code === '' || job === undefined || errorCodes.has(code)) return [];
    const { spoken, silent } = wordLists(language).unknownCode;
    return [{ code, means: job.message.trim() === '' ? silent : spoken, action: '' }];
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
