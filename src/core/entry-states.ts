/** The fate of a recipient's copy: it waits, was taken, or was given up. */
export const ENTRY_STATES = ['waiting', 'sent', 'dead'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];
