import type { SuppressReason } from '../../rule/decide.ts';
import type { Severity } from '../../severity.ts';
import type { MessageFallback } from '../message-fallback.ts';
import type { HoldReason } from '../lifecycle.ts';

/** A message that went to `notified` in place of another receiver, or said that this one can be reached again. */
export interface NotifiedFallback extends MessageFallback {
  /** The id of the incident. */
  incident: string;
  notified: string;
}

/** A message that no channel of its receiver takes, because of its severity. */
export interface UntakenMessage {
  /** The id of the incident. */
  incident: string;
  receiver: string;
  severity: Severity;
}

/** Counts of evaluations, for metrics and the log. */
export class EvaluationStats {
  #notifications = 0;
  /** The receivers that were notified in place of others. */
  readonly fallbacks: NotifiedFallback[] = [];
  /** The messages that nobody gets, for their severity. */
  readonly untaken: UntakenMessage[] = [];
  readonly suppressed = new Map<SuppressReason | HoldReason, number>();

  /** The number of messages put into the outbox. Rewritten ones do not count. */
  get notifications(): number {
    return this.#notifications;
  }

  countNotification(): void {
    this.#notifications += 1;
  }

  /** Counts decisions not to notify, for good or for now. */
  count(reason: SuppressReason | HoldReason, decisions: number): void {
    if (decisions > 0) this.suppressed.set(reason, (this.suppressed.get(reason) ?? 0) + decisions);
  }
}
