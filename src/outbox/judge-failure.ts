import type { HeldBy } from '../store/schema/outbox-tables.ts';
import type { Failure } from './channel.ts';

/** The store's evidence about a failure. */
export interface FailureEvidence {
  /** True when others are taken while this one is not. */
  areOthersTaken: boolean;
  /** True when this recipient ever took a message. */
  wasEverTaken: boolean;
}

/** The fate of an entry: given up, or held, and by which obstacle. */
export interface Judgement {
  failure: Failure;
  /** Undefined for what is given up. */
  heldBy: HeldBy | undefined;
}

/**
 * Decides what a failure means for its entry. Where the other side's words leave a doubt, the fate of others decides: a
 * recipient refused alone, and never taken before, is the recipient's own matter.
 */
export function judgeFailure(failure: Failure, evidence: FailureEvidence): Judgement {
  if (failure.outcome === 'permanent') return { failure, heldBy: undefined };
  const alone: HeldBy = evidence.areOthersTaken ? 'recipient' : 'us';
  switch (failure.concern) {
    case 'channel':
    case 'unanswered':
    case 'recipient':
      return { failure, heldBy: failure.concern };
    case 'unsure':
      return evidence.areOthersTaken && !evidence.wasEverTaken
        ? { failure: { ...failure, ...REFUSED_ALONE }, heldBy: undefined }
        : { failure, heldBy: alone };
    case 'us':
    case 'message':
    case 'delay':
      return { failure, heldBy: alone };
  }
}

const REFUSED_ALONE = {
  outcome: 'permanent',
  reason: 'permanent',
  concern: 'recipient',
  hint: 'unknown-recipient',
} as const;
