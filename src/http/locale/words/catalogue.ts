import type { Language } from '../../../core/message/message.ts';
import type { IncidentEnd } from '../../../core/incident/incident-end.ts';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import type { AccessWords } from '../types/access-words.ts';
import type { ApiReferenceWords } from '../types/api-reference-words.ts';
import type { ConfigurationWords } from '../types/configuration-words.ts';
import type { IncidentWords } from '../types/incident-words.ts';
import type { IncidentsWords } from '../types/incidents-words.ts';
import type { JobWords } from '../types/job-words.ts';
import type { JobsWords } from '../types/jobs-words.ts';
import type { NotificationsWords } from '../types/notifications-words.ts';
import type { NowWords } from '../types/now-words.ts';
import type { SilencesWords } from '../types/silences-words.ts';
import type { TargetsWords } from '../types/targets-words.ts';
import type { Section } from '../types/sections.ts';

/** Every phrase of the pages, in one language. Names, ids, reasons and commands are no phrases: they stay as they are. */
export interface PageWords {
  /** BCP 47. */
  readonly tag: Language;
  /** A note in brackets. */
  readonly note: (what: string, note: string) => string;
  /** Around a note. */
  readonly brackets: readonly [open: string, close: string];
  /** Between what something is called and what it says. */
  readonly colon: string;
  /** Between the items of a list. */
  readonly comma: string;
  /** Between the parts of a sentence. */
  readonly clause: string;
  /** Names the zone of all times on the page, once. */
  readonly zone: (timezone: string) => string;
  readonly states: Readonly<Record<IncidentView['state'], string>>;
  readonly facts: Readonly<Record<'incident' | 'rule' | 'toldTo' | 'acknowledged' | 'closed', string>>;
  readonly closedBecause: Readonly<Record<IncidentEnd, string>>;
  readonly acknowledge: {
    /** What a click would do. */
    readonly offer: (receiver: string) => string;
    readonly button: string;
    readonly done: (receiver: string) => string;
    /** Somebody has it already. */
    readonly taken: (who: string) => string;
    readonly over: string;
    readonly effect: string;
  };
  readonly refused: Readonly<
    Record<'forged' | 'expired' | 'unknown' | 'tooLarge', { readonly title: string; readonly text: string }>
  >;
  /** Before the command line that does the same. */
  readonly byCommand: string;
  readonly bar: {
    readonly skip: string;
    readonly label: string;
    readonly sections: Readonly<Record<Section, string>>;
  };
  /** Of lists that are too long for a page. */
  readonly paging: {
    readonly part: (part: Readonly<Record<'first' | 'last' | 'all', number>>) => string;
    readonly previous: string;
    readonly next: string;
  };
  readonly access: AccessWords;
  readonly pages: {
    readonly now: NowWords;
    readonly incident: IncidentWords;
    readonly incidents: IncidentsWords;
    readonly nowhere: Readonly<Record<'title' | 'text', string>>;
    readonly job: JobWords;
    readonly jobs: JobsWords;
    readonly notifications: NotificationsWords;
    readonly silences: SilencesWords;
    readonly targets: TargetsWords;
    readonly configuration: ConfigurationWords;
    readonly apiReference: ApiReferenceWords;
  };
}
