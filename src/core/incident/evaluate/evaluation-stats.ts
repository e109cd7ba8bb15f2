import type { SuppressReason } from '../../rule/decide.ts';
import type { HoldReason } from '../lifecycle.ts';

/** What evaluations did, for metrics and the log. */
export class EvaluationStats {
  #notifications = 0;
  readonly suppressed = new Map<SuppressReason | HoldReason, number>();

  /** How many were put into the outbox; those that were rewritten do not count. */
  get notifications(): number {
    return this.#notifications;
  }

  countNotification(): void {
    this.#notifications += 1;
  }

  /** Counts decisions not to tell, for good or for now. */
  count(reason: SuppressReason | HoldReason, decisions: number): void {
    if (decisions > 0) this.suppressed.set(reason, (this.suppressed.get(reason) ?? 0) + decisions);
  }
}
