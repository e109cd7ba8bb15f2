/** The phrases of its page. */
export interface IncidentWords {
  readonly title: string;
}
