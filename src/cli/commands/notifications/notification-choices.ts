import { ENTRY_STATES } from '../../../core/entry-states.ts';

/** The choices of `--state` of `notifications`. Without it, notifications that were not delivered are listed. */
export const NOTIFICATION_CHOICES = [...ENTRY_STATES, 'all'] as const;
