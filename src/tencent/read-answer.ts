import type { Instant } from '../time.ts';
import type { SourceFault } from '../watch/job-source.ts';
import { answerFault, bodyFault } from './faults.ts';
import type { Asked } from './hints.ts';
import { parseAnswer } from './parse.ts';
import type { HttpAnswer } from './request.ts';
import type { XmlElement } from './xml.ts';

/** What was asked for, with when it was so. */
export interface Answered<Value> {
  readonly value: Value;
  /** The server's clock when the answer was made (its `Date` header, whole seconds); absent without one. */
  readonly serverTime?: Instant;
  /** When this request left and when its answer was whole, by our clock. */
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
}

/**
 * Makes a value of an answer.
 * @throws SourceFault when the answer is an error of the service, or is not whole; nothing else.
 */
export function readAnswer<Value>(
  answer: HttpAnswer,
  context: {
    readonly asked: Asked;
    /** Makes the value of a whole, well-formed answer; never throws. */
    readonly read: (response: XmlElement) => Value;
    /** Takes out of a text what must not be shown. */
    readonly hide: (text: string) => string;
  },
): Answered<Value> {
  const { asked, read, hide } = context;
  const { status, headers, sentAt, receivedAt } = answer;
  const refused = (): SourceFault => answerFault({ ...answer, body: hide(answer.body) }, asked);
  if (status !== 200) throw refused();
  const parsed = parseAnswer(answer.body);
  if (parsed.kind === 'error') throw refused();
  if (parsed.kind === 'malformed') throw bodyFault(parsed.problem, { headers });
  const serverTime = readServerTime(answer);
  return {
    value: read(parsed.response),
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
