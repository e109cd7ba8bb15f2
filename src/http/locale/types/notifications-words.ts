import type { SuppressReason } from '../../../core/rule/decide.ts';
import type { HoldReason } from '../../../core/incident/incident.ts';
import type { Resending } from '../../../store/outbox/resend.ts';
import type { AttemptView, EntryState, WaitReason } from '../../../store/views/notification-views.ts';

/** The phrases of its page. */
export interface NotificationsWords {
  title: string;
  tabsLabel: string;
  tabs: Readonly<Record<EntryState | 'all', string>>;
  empty: Readonly<Record<EntryState | 'all', string>>;
  filter: {
    receiver: string;
    everybody: string;
    apply: string;
    /** Before the id of the incident that is asked for. */
    incident: string;
    lift: string;
  };
  states: Readonly<Record<EntryState, string>>;
  details: Readonly<
    Record<
      'receiver' | 'recipient' | 'created' | 'sent' | 'dead' | 'waits' | 'next' | 'since' | 'answer' | 'id',
      string
    >
  >;
  waits: Readonly<Record<WaitReason, string>>;
  attempts: (shown: number, all: number) => string;
  outcomes: Readonly<Record<NonNullable<AttemptView['outcome']> | 'cut-off', string>>;
  resend: {
    button: string;
    effect: string;
    done: string;
    refused: Readonly<Record<Exclude<Resending, 'done'>, string>>;
    /** Of all that is undeliverable: to everybody, or to one receiver. */
    all: {
      button: string;
      buttonTo: (receiver: string) => string;
      effect: string;
      done: (count: number) => string;
      none: string;
      /** How many stay undeliverable, and why. */
      left: (count: number) => string;
      receiverRemoved: (count: number) => string;
    };
  };
  older: string;
  newest: string;
  pendingDecisions: {
    title: string;
    about: string;
    none: string;
    columns: Readonly<Record<'when' | 'job' | 'state' | 'rule' | 'receiver' | 'why', string>>;
    /** How it stands: never notified, or not yet. */
    kinds: Readonly<Record<'suppressed' | 'held', string>>;
    suppressed: Readonly<Record<SuppressReason, string>>;
    held: Readonly<Record<HoldReason, string>>;
  };
}
