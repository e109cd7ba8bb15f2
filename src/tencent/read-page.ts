import type { Instant } from '../time.ts';
import { SourceFault, type Page } from '../watch/job-source.ts';
import { answerFault, bodyFault } from './faults.ts';
import type { Place } from './hints.ts';
import { parseBody } from './parse.ts';
import type { HttpAnswer } from './request.ts';

/**
 * Makes a page of an answer. `hide` takes out of its text what must not be shown.
 * @throws SourceFault when the answer is an error of the service, or is not a whole page; nothing else.
 */
export function readPage(
  answer: HttpAnswer,
  { place, hide }: { readonly place: Place; readonly hide: (text: string) => string },
): Page {
  const { status, headers, sentAt, receivedAt } = answer;
  const refused = (): SourceFault => answerFault({ ...answer, body: hide(answer.body) }, place);
  if (status !== 200) throw refused();
  const parsed = parseBody(answer.body);
  if (parsed.kind === 'error') throw refused();
  if (parsed.kind === 'malformed') throw bodyFault(parsed.problem, { headers });
  const { jobs, skippedRows, nextToken } = parsed.page;
  const serverTime = readServerTime(answer);
  return {
    jobs,
    skippedRows,
    nextToken,
    ...(serverTime === undefined ? {} : { serverTime }),
    sentAt,
    receivedAt,
  };
}

/** The `Date` of an answer, whole seconds; undefined without one. */
export function readServerTime({ headers }: Pick<HttpAnswer, 'headers'>): Instant | undefined {
  const time = Date.parse(headers.date ?? '');
  return Number.isNaN(time) ? undefined : time;
}
