import type { SuppressReason } from '../../../core/rule/decide.ts';
import type { HoldReason } from '../../../core/incident/incident.ts';
import type { Resending } from '../../../store/outbox/resend.ts';
import type { AttemptView, EntryState, WaitReason } from '../../../store/views/notification-views.ts';

/** The phrases of its page. */
export interface NotificationsWords {
  readonly title: string;
  readonly tabsLabel: string;
  readonly tabs: Readonly<Record<EntryState | 'all', string>>;
  readonly empty: Readonly<Record<EntryState | 'all', string>>;
  readonly filter: {
    readonly receiver: string;
    readonly everybody: string;
    readonly apply: string;
    /** Before the id of the incident that is asked for. */
    readonly incident: string;
    readonly lift: string;
  };
  readonly states: Readonly<Record<EntryState, string>>;
  readonly facts: Readonly<
    Record<
      'receiver' | 'recipient' | 'created' | 'sent' | 'dead' | 'waits' | 'next' | 'since' | 'answer' | 'id',
      string
    >
  >;
  readonly waits: Readonly<Record<WaitReason, string>>;
  readonly attempts: (shown: number, all: number) => string;
  readonly outcomes: Readonly<Record<NonNullable<AttemptView['outcome']> | 'cut-off', string>>;
  readonly resend: {
    readonly button: string;
    readonly effect: string;
    readonly done: string;
    readonly refused: Readonly<Record<Exclude<Resending, 'done'>, string>>;
    /** Of all that is undeliverable: to everybody, or to one receiver. */
    readonly all: {
      readonly button: string;
      readonly buttonTo: (receiver: string) => string;
      readonly effect: string;
      readonly done: (count: number) => string;
      readonly none: string;
      /** How many stay undeliverable, and why. */
      readonly left: (count: number) => string;
      readonly receiverRemoved: (count: number) => string;
    };
  };
  readonly older: string;
  readonly newest: string;
  readonly untold: {
    readonly title: string;
    readonly about: string;
    readonly none: string;
    readonly columns: Readonly<Record<'when' | 'job' | 'state' | 'rule' | 'receiver' | 'why', string>>;
    /** How it stands: never told, or not yet. */
    readonly kinds: Readonly<Record<'suppressed' | 'held', string>>;
    readonly suppressed: Readonly<Record<SuppressReason, string>>;
    readonly held: Readonly<Record<HoldReason, string>>;
  };
}
