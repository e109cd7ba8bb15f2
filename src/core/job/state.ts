/** The states that the API documents, spelled as it spells them. */
export const KNOWN_STATES = ['Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel'] as const;
export type KnownState = (typeof KNOWN_STATES)[number];

/** A state as the API wrote it: one of `KNOWN_STATES`, or a word it does not document, kept as it is. */
export type State = string;

/** The states a job can still leave by itself or by its queue; an unknown word counts as open too. */
export const OPEN_STATES = ['Submitted', 'Running', 'Pause'] as const satisfies readonly KnownState[];
export const ENDED_STATES = ['Success', 'Failed', 'Cancel'] as const satisfies readonly KnownState[];

/** Nothing leaves these: the API has no retry or restart (INFERRED, see spec of the API, States). */
export function isEnded(state: State): boolean {
  return (ENDED_STATES as readonly string[]).includes(state);
}

export function isKnown(state: State): state is KnownState {
  return (KNOWN_STATES as readonly string[]).includes(state);
}
