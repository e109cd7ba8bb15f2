/** The phrases of the list of incidents. */
export interface IncidentsWords {
  title: string;
  columns: Readonly<Record<'incident' | 'state' | 'since' | 'jobs' | 'notified', string>>;
  /** Where there is none, and where none is as asked. */
  empty: Readonly<Record<'none' | 'filtered', string>>;
  /** Where the list is left out elsewhere. */
  all: string;
  allClosed: string;
}
