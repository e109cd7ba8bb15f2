import type { GroupField } from '../../../core/rule/group.ts';
import type { EnrichmentFaultKind } from '../../../core/job/enrichment-fault.ts';
import type { OutboxState } from '../../../store/schema/schema.ts';

/** The phrases of its page. */
export interface IncidentWords {
  title: string;
  /** The link to it from the page that a mail's own link opens. */
  whole: string;
  /** What to do first, and with what effect. */
  actions: {
    title: string;
    acknowledge: string;
    acknowledgeEffect: string;
    silence: string;
    close: string;
    closeEffect: string;
    closeButton: string;
  };
  fields: Readonly<Record<'author' | 'comment', string>>;
  details: Readonly<Record<'title' | 'labels' | 'lasted', string>>;
  /** What an incident's jobs are grouped by. */
  labels: Readonly<Record<GroupField, string>>;
  /** What is known of the cause. */
  why: {
    title: string;
    action: (action: string) => string;
    more: (code: string) => string;
    /** Of a code that is not in the table; before what the API said, where it said something. */
    unknown: string;
    unknownMessage: string;
    /** Before what the API said. */
    apiMessage: string;
    noCode: string;
    /** Further messages of one code. */
    moreMessages: (count: number) => string;
    /** `name` is the id where no name is known. */
    queue: (name: string, state: string) => string;
    /** `lists`: the lists of the API that were asked. */
    queueNotFound: (name: string, lists: string) => string;
    queueNotAsked: (name: string, why: string) => string;
    fault: (fault: { code: string; kind: EnrichmentFaultKind; action: string }) => string;
    /** Before a moment. */
    asked: string;
  };
  jobs: {
    title: string;
    none: string;
    columns: Readonly<Record<'job' | 'toldFor' | 'now' | 'since', string>>;
    flapping: string;
    objects: (failed: number, total: number) => string;
    more: (jobs: number) => string;
  };
  events: {
    title: string;
    opened: (reason: string) => string;
    notified: (who: string, kind: string) => string;
    held: (receiver: string, why: string) => string;
    dropped: (receiver: string, reason: string) => string;
    covered: (why: string) => string;
    uncovered: string;
    acknowledged: (by: string) => string;
    escalated: (receiver: string, reason: string) => string;
    closed: (reason: string) => string;
    closedBy: (by: string) => string;
    flapping: string;
    settled: (state: string) => string;
    /** `detail`: the recipient, and who wanted it. */
    resent: (detail: string) => string;
    /** Before a moment. */
    until: string;
    /** What holds, and who set it. */
    by: (held: string, what: string) => string;
  };
  mails: {
    title: string;
    none: string;
    to: (receiver: string) => string;
    states: Readonly<Record<OutboxState, string>>;
    attempt: (number: number, outcome: string) => string;
    earlier: (attempts: number) => string;
    next: string;
  };
  unknown: {
    title: string;
    text: (id: string) => string;
    meant: string;
    back: string;
  };
}
