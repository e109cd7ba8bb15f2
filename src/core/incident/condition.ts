/** The text of an incident of the self-check, or of a job that did not come. */
export interface ConditionSummary {
  /** As a subject says it: `Polling failed (media)`. */
  title: string;
  /** Sentences: what is known, and what to do. */
  lines: readonly string[];
}
