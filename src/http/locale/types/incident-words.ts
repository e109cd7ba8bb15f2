import type { GroupField } from '../../../core/rule/group.ts';
import type { FactFaultKind } from '../../../core/job/fact-fault.ts';
import type { OutboxState } from '../../../store/schema/schema.ts';

/** The phrases of its page. */
export interface IncidentWords {
  readonly title: string;
  /** The link to it from the page that a mail's own link opens. */
  readonly whole: string;
  /** What to do first, and with what effect. */
  readonly actions: {
    readonly title: string;
    readonly acknowledge: string;
    readonly acknowledgeEffect: string;
    readonly silence: string;
    readonly close: string;
    readonly closeEffect: string;
    readonly closeButton: string;
  };
  readonly fields: Readonly<Record<'author' | 'comment', string>>;
  readonly facts: Readonly<Record<'title' | 'labels' | 'lasted', string>>;
  /** What an incident's jobs are grouped by. */
  readonly labels: Readonly<Record<GroupField, string>>;
  /** What is known of the cause. */
  readonly why: {
    readonly title: string;
    readonly action: (action: string) => string;
    readonly more: (code: string) => string;
    /** Of a code that is not in the table; before what the API said, where it said something. */
    readonly unknown: string;
    readonly unknownSaid: string;
    /** Before what the API said. */
    readonly said: string;
    readonly noCode: string;
    /** Further messages of one code. */
    readonly moreMessages: (count: number) => string;
    /** `name` is the id where no name is known. */
    readonly queue: (name: string, state: string) => string;
    /** `lists`: the lists of the API that were asked. */
    readonly queueNotFound: (name: string, lists: string) => string;
    readonly queueNotAsked: (name: string, why: string) => string;
    readonly fault: (fault: {
      readonly code: string;
      readonly kind: FactFaultKind;
      readonly action: string;
    }) => string;
    /** Before a moment. */
    readonly asked: string;
  };
  readonly jobs: {
    readonly title: string;
    readonly none: string;
    readonly columns: Readonly<Record<'job' | 'toldFor' | 'now' | 'since', string>>;
    readonly flapping: string;
    readonly objects: (failed: number, total: number) => string;
    readonly more: (jobs: number) => string;
  };
  readonly events: {
    readonly title: string;
    readonly opened: (reason: string) => string;
    readonly told: (who: string, telling: string) => string;
    readonly held: (receiver: string, why: string) => string;
    readonly dropped: (receiver: string, reason: string) => string;
    readonly covered: (why: string) => string;
    readonly uncovered: string;
    readonly acknowledged: (by: string) => string;
    readonly escalated: (receiver: string, reason: string) => string;
    readonly closed: (reason: string) => string;
    readonly closedBy: (by: string) => string;
    readonly flapping: string;
    readonly settled: (state: string) => string;
    /** `detail`: the recipient, and who wanted it. */
    readonly resent: (detail: string) => string;
    /** Before a moment. */
    readonly until: string;
    /** What holds, and who set it. */
    readonly by: (held: string, what: string) => string;
  };
  readonly mails: {
    readonly title: string;
    readonly none: string;
    readonly to: (receiver: string) => string;
    readonly states: Readonly<Record<OutboxState, string>>;
    readonly attempt: (number: number, outcome: string) => string;
    readonly earlier: (attempts: number) => string;
    readonly next: string;
  };
  readonly unknown: {
    readonly title: string;
    readonly text: (id: string) => string;
    readonly meant: string;
    readonly back: string;
  };
}
