import type { Instant } from '../../platform/time.ts';
import type { SourceFault } from '../../poll/port/job-source.ts';
import { answerFault, bodyFault, isServiceError } from './faults.ts';
import type { Asked } from './hints.ts';
import { parseHttpDate } from './http-date.ts';
import { findLayoutProblem, type ListLayout } from '../xml/list-layout.ts';
import { parseAnswer } from '../xml/parse-answer.ts';
import type { HttpAnswer } from '../../platform/http/http-client.ts';
import type { XmlElement } from '../xml/xml.ts';

/** The answer, with its times. */
export interface Answered<Value> {
  value: Value;
  /** The server's clock when the answer was made (its `Date` header, whole seconds); absent without one. */
  serverTime?: Instant;
  /** When this request left and when its answer was whole, by our clock. */
  sentAt: Instant;
  receivedAt: Instant;
}

/**
 * Makes a value of an answer.
 * @throws SourceFault when the answer is an error of the service, is not whole, or is not the list that was asked
 * for; nothing else.
 */
export function readAnswer<Value>(
  answer: HttpAnswer,
  context: {
    asked: Asked;
    /** The list that was asked for. */
    layout: ListLayout;
    /** Makes the value of a list; never throws. */
    read: (response: XmlElement, layout: ListLayout) => Value;
    /** Takes out of a text what must not be shown. */
    hide: (text: string) => string;
  },
): Answered<Value> {
  const { asked, layout, read, hide } = context;
  const { status, headers, sentAt, receivedAt } = answer;
  const refused = (): SourceFault => answerFault(answer, { asked, hide });
  if (status !== 200) throw refused();
  const parsed = parseAnswer(answer.body);
  if (parsed.kind === 'error') throw refused();
  if (parsed.kind === 'malformed')
    throw isServiceError(answer.body) ? refused() : bodyFault(hide(parsed.problem), { headers });
  const problem = findLayoutProblem(parsed.response, layout);
  if (problem !== undefined) throw bodyFault(hide(problem), { headers });
  const serverTime = readServerTime(answer);
  return {
    value: read(parsed.response, layout),
    ...(serverTime === undefined ? {} : { serverTime }),
    sentAt,
    receivedAt,
  };
}

/** The `Date` of an answer, whole seconds; undefined without one, and for one that cannot be true. */
export function readServerTime({ headers }: Pick<HttpAnswer, 'headers'>): Instant | undefined {
  return parseHttpDate(headers.date ?? '');
}
