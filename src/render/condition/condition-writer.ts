import { hintText } from '../words/delivery-hint-words.ts';
import type { FaultReading, NamedDestination, ServerAnswer } from '../../core/incident/self-check.ts';
import type { Language } from '../../core/message/message.ts';
import { formatDuration, formatLocal, type Duration, type Instant } from '../../platform/time.ts';
import { wordLists } from '../words/word-lists.ts';
import { faultWords } from '../words/fault-words.ts';
import { conditionWords } from './condition-words.ts';

/** In what language and zone something is written. */
interface Writing {
  language: Language;
  /** IANA name. */
  timezone: string;
}

export type ConditionWriter = ReturnType<typeof conditionWriter>;

/** Returns the sentences of conditions, and what writes the values in them. */
export function conditionWriter({ language, timezone }: Writing) {
  const words = conditionWords(language);
  return {
    words,
    time: (instant: Instant) => formatLocal(instant, timezone),
    span: (duration: Duration) => formatDuration(duration, wordLists(language).units),
    /** The first names, and how many more there are. */
    some: (names: readonly string[]) =>
      words.some(names.slice(0, MOST_NAMED), Math.max(0, names.length - MOST_NAMED)),
    /** `SecretidNotExist: …. Check the key.` */
    fault: (fault: FaultReading) => faultText(fault, language),
    /**
     * The answer of a mail server, or of the other side at a destination, and its meaning where that is known; empty
     * when it said nothing.
     */
    answer: (answer: ServerAnswer | undefined, at?: Pick<NamedDestination, 'isMail'>) =>
      answer === undefined
        ? ''
        : words.answer({
            isMail: at?.isMail ?? true,
            response: answer.response,
            hint: answer.hint && hintText(answer.hint, language),
          }),
  };
}

const MOST_NAMED = 5;

function faultText({ code, message, hint }: FaultReading, language: Language): string {
  const text = faultWords(message, language);
  const { colon, stop } = conditionWords(language).faultMarks;
  const what = message.includes(code) ? text : `${code}${colon}${text}`;
  return hint === undefined ? what : `${what.replace(/[.。]?$/u, stop)}${faultWords(hint, language)}`;
}
