/** The coverage of a job's present state: by an incident, or the reason why by none. It counts for Failed and Pause alone. */
export type Coverage =
  /** An incident has it, or had it until it was closed. */
  | 'incident'
  /** No rule matches it. */
  | 'no-rule'
  /** A rule without receivers matches it: it is there to ignore such jobs. */
  | 'ignored'
  /** It was followed for `followFor`, and nobody looks any more. */
  | 'not-followed'
  /** The API does not show it any more. */
  | 'vanished'
  /** It is not known yet, or an older version did not keep it. */
  | 'none';
