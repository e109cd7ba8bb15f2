import type { Language } from '../../core/message/message.ts';
import type { DurationUnit } from '../../platform/time.ts';
import type { ClosingMark, Mark } from './mark.ts';
import type { FactWords } from './fact-words.ts';

/** Every phrase of a mail, in one language. Names, ids, states, codes and commands are no phrases: they stay as they are. */
export interface Words {
  /** BCP 47, for the HTML part. */
  readonly tag: Language;
  readonly units: Readonly<Record<DurationUnit, string>>;
  /** The zone of all times of the mail, and how far it is from UTC: `+08:00`. */
  readonly zone: (name: string, offset: string) => string;
  readonly list: (parts: readonly string[]) => string;
  /** One line of the text part. */
  readonly lines: {
    readonly fact: (label: string, value: string) => string;
    readonly link: (label: string, url: string) => string;
  };
  readonly marks: Readonly<Record<Mark, string>>;
  /** Parts of subjects and headlines. All mails of a thread share their words, so that a reader knows them again. */
  readonly subject: {
    readonly test: (receiver: string) => string;
    readonly marked: (mark: string, what: string) => string;
    /** One job. */
    readonly one: (state: string, name: string) => string;
    /** Many, how many of them are new (empty when that is all), and what they have in common (or empty). */
    readonly many: (counts: string, added: string, cause: string) => string;
    readonly at: (what: string, target: string) => string;
    /** Jobs by state, the first with the word for jobs: `12 jobs failed, 1 paused, 3 other`. */
    readonly counts: (
      parts: readonly { readonly count: number; readonly state: string }[],
      others: number,
    ) => string;
    readonly queue: (queueId: string) => string;
  };
  readonly intro: {
    readonly baseline: string;
    readonly test: readonly string[];
    readonly update: (jobs: {
      readonly added: number;
      readonly all: number;
      readonly open: number;
    }) => string;
    readonly reminder: (age: string, since: string) => string;
    readonly stillOpen: (open: number, all: number) => string;
    readonly settled: string;
    readonly silenceEnded: (age: string, since: string) => string;
    readonly flapping: string;
    readonly tooLong: string;
    readonly escalated: (age: string) => string;
    readonly overAtOnce: string;
    readonly over: Readonly<Record<ClosingMark, (age: string) => string>>;
    readonly acknowledged: (who: string, when: string) => string;
  };
  readonly labels: Readonly<Record<Label, string>>;
  /** Above the list of jobs. */
  readonly listTitles: { readonly update: string; readonly open: string; readonly closing: string };
  readonly before: {
    readonly never: string;
    /** It had vanished, or was followed no more, in this state. */
    readonly again: (state: string) => string;
    readonly lasted: (state: string, span: string) => string;
  };
  /** How a job's part ended. */
  readonly ended: {
    readonly resumed: (state: string, span: string) => string;
    readonly moved: (state: string, span: string) => string;
    readonly superseded: (jobId: string) => string;
    readonly vanished: string;
    readonly outlived: string;
    readonly 'target-removed': string;
  };
  readonly ofThoseListed: string;
  /** What a job does, as it was summed up: `Transcode, template t1, queue p1`. */
  readonly operation: (summary: string) => string;
  readonly codeCount: (code: string, count: number | string) => string;
  readonly otherCodes: (count: number) => string;
  readonly leftOut: (left: {
    readonly count: number;
    readonly state: string;
    readonly isMore: boolean;
    readonly command: string;
  }) => string;
  readonly pause: {
    readonly advice: (queue: string) => string;
    readonly queue: (ids: readonly string[], others: number) => string;
    readonly unnamed: string;
    readonly unnamedForThisJob: string;
  };
  readonly facts: FactWords;
  readonly commands: { readonly acknowledge: string; readonly lookFurther: string };
  readonly links: Readonly<Record<'acknowledge' | 'incident' | 'console' | 'states' | 'queue', string>>;
  readonly footer: {
    readonly receiver: (receiver: string, rules: string, reasons: string) => string;
    readonly receiverAlone: (receiver: string) => string;
    readonly incident: (incident: string, severity: string) => string;
    readonly sentBy: (url: string) => string;
  };
}

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
  | 'code'
  | 'message'
  | 'input'
  | 'operation'
  | 'queue'
  | 'type'
  | 'created'
  | 'now'
  | 'zone';
