/** The phrases of the list of incidents. */
export interface IncidentsWords {
  readonly title: string;
  readonly columns: Readonly<Record<'incident' | 'state' | 'since' | 'jobs' | 'told', string>>;
  /** Where there is none, and where none is as asked. */
  readonly empty: Readonly<Record<'none' | 'filtered', string>>;
  /** Where the list is left out elsewhere. */
  readonly all: string;
  readonly allClosed: string;
}
