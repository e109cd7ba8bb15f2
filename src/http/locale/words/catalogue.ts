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
  tag: Language;
  /** A note in brackets. */
  note: (what: string, note: string) => string;
  /** Around a note. */
  brackets: readonly [open: string, close: string];
  /** Between what something is called and what it says. */
  colon: string;
  /** Between the items of a list. */
  comma: string;
  /** Between the parts of a sentence. */
  clause: string;
  /** Names the zone of all times on the page, once. */
  zone: (timezone: string) => string;
  states: Readonly<Record<IncidentView['state'], string>>;
  details: Readonly<Record<'incident' | 'rule' | 'notifiedTo' | 'acknowledged' | 'closed', string>>;
  closedBecause: Readonly<Record<IncidentEnd, string>>;
  acknowledge: {
    /** What a click would do. */
    offer: (receiver: string) => string;
    button: string;
    done: (receiver: string) => string;
    /** Somebody has it already. */
    taken: (who: string) => string;
    over: string;
    effect: string;
  };
  refused: Readonly<Record<'forged' | 'expired' | 'unknown' | 'tooLarge', { title: string; text: string }>>;
  /** Before the command line that does the same. */
  byCommand: string;
  bar: {
    skip: string;
    label: string;
    sections: Readonly<Record<Section, string>>;
  };
  /** Of lists that are too long for a page. */
  paging: {
    part: (part: Readonly<Record<'first' | 'last' | 'all', number>>) => string;
    previous: string;
    next: string;
  };
  access: AccessWords;
  pages: {
    now: NowWords;
    incident: IncidentWords;
    incidents: IncidentsWords;
    nowhere: Readonly<Record<'title' | 'text', string>>;
    job: JobWords;
    jobs: JobsWords;
    notifications: NotificationsWords;
    silences: SilencesWords;
    targets: TargetsWords;
    configuration: ConfigurationWords;
    apiReference: ApiReferenceWords;
  };
}
