import type { Language } from '../../core/message/message.ts';
import type { DurationUnit } from '../../platform/time.ts';
import type { ClosingMark, Mark } from './mark.ts';
import type { EnrichmentWords } from './enrichment-words.ts';

/** Every phrase of a mail, in one language. Names, ids, states, codes and commands are no phrases: they stay as they are. */
export interface Words {
  /** BCP 47, for the HTML part. */
  tag: Language;
  units: Readonly<Record<DurationUnit, string>>;
  /** The zone of all times of the mail, and how far it is from UTC: `+08:00`. */
  zone: (name: string, offset: string) => string;
  list: (parts: readonly string[]) => string;
  /** One line of the text part. */
  lines: {
    detail: (label: string, value: string) => string;
    link: (label: string, url: string) => string;
  };
  marks: Readonly<Record<Mark, string>>;
  /** Parts of subjects and headlines. All mails of a thread share their words, so that a reader knows them again. */
  subject: {
    test: (receiver: string) => string;
    marked: (mark: string, what: string) => string;
    /** One job. */
    one: (state: string, name: string) => string;
    /** Many, how many of them are new (empty when that is all), and what they have in common (or empty). */
    many: (counts: string, added: string, cause: string) => string;
    at: (what: string, target: string) => string;
    /** Jobs by state, the first with the word for jobs: `12 jobs failed, 1 paused, 3 other`. */
    counts: (parts: readonly { count: number; state: string }[], others: number) => string;
    queue: (queueId: string) => string;
  };
  intro: {
    baseline: string;
    test: readonly string[];
    update: (jobs: { added: number; all: number; open: number }) => string;
    reminder: (age: string, since: string) => string;
    stillOpen: (open: number, all: number) => string;
    settled: string;
    silenceEnded: (age: string, since: string) => string;
    flapping: string;
    tooLong: string;
    escalated: (age: string) => string;
    overAtOnce: string;
    over: Readonly<Record<ClosingMark, (age: string) => string>>;
    acknowledged: (who: string, when: string) => string;
  };
  labels: Readonly<Record<Label, string>>;
  /** Above the list of jobs. */
  listTitles: { update: string; open: string; closing: string };
  before: {
    never: string;
    /** It had vanished, or was followed no more, in this state. */
    again: (state: string) => string;
    lasted: (state: string, span: string) => string;
  };
  /** How a job's part ended. */
  ended: {
    resumed: (state: string, span: string) => string;
    moved: (state: string, span: string) => string;
    superseded: (jobId: string) => string;
    vanished: string;
    outlived: string;
    'target-removed': string;
  };
  ofThoseListed: string;
  /** What a job does, as it was summed up: `Transcode, template t1, queue p1`. */
  operation: (summary: string) => string;
  codeCount: (code: string, count: number | string) => string;
  otherCodes: (count: number) => string;
  leftOut: (left: { count: number; state: string; isMore: boolean; command: string }) => string;
  pause: {
    advice: (queue: string) => string;
    queue: (ids: readonly string[], others: number) => string;
    unnamed: string;
    unnamedForThisJob: string;
  };
  enrichment: EnrichmentWords;
  commands: { acknowledge: string; lookFurther: string };
  links: Readonly<Record<'acknowledge' | 'incident' | 'console' | 'states' | 'queue', string>>;
  footer: {
    receiver: (receiver: string, rules: string, reasons: string) => string;
    receiverAlone: (receiver: string) => string;
    incident: (incident: string, severity: string) => string;
    sentBy: (url: string) => string;
  };
}

/** Beside the fields of the API. */
export type Label =
  | 'target'
  | 'bucket'
  | 'region'
  | 'to'
  | 'made'
  | 'since'
  | 'first'
  | 'latest'
  | 'codes'
  | 'before'
  | 'queue'
  | 'now'
  | 'zone';
