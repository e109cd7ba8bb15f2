import type { GroupField } from '../../rule/group.ts';

/** The words of titles in one language. Titles are stored, so the core writes them. */
export interface TitleWords {
  /** The names of the API's states in the language of people. */
  states: ReadonlyMap<string, string>;
  causes: Readonly<Record<NamedCause, string>>;
  labels: LabelWords;
  named: (what: string, parts: readonly string[]) => string;
  at: (named: string, target: string) => string;
}

/** A cause that is no state of the API. The jobs of a mixed incident have no state in common. */
export type NamedCause = 'overdue' | 'partial-success' | 'initial-scan' | 'mixed';

/** The word before a value that does not explain itself, and the words for an empty one. */
type LabelWords = Readonly<Partial<Record<GroupField, { before?: string; none: string }>>>;

/** The words of titles in English. */
export const ENGLISH: TitleWords = {
  states: new Map([
    ['Failed', 'failed'],
    ['Pause', 'paused'],
    ['Cancel', 'canceled'],
    ['Submitted', 'submitted'],
    ['Running', 'running'],
    ['Success', 'succeeded'],
  ]),
  causes: {
    overdue: 'Too long',
    'partial-success': 'Succeeded with failed objects',
    'initial-scan': 'Initial scan',
    mixed: 'Jobs',
  },
  labels: {
    code: { none: 'no error code' },
    queueId: { before: 'queue ', none: 'no queue' },
    workflowId: { before: 'workflow ', none: 'no workflow' },
    type: { before: 'type ', none: 'no type' },
    name: { none: 'no name' },
    jobId: { none: 'no id' },
  },
  named: (what, parts) => `${what}: ${parts.join(', ')}`,
  at: (named, target) => `${named} (${target})`,
};
