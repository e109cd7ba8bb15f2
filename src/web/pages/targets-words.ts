/** The phrases of its page. */
export interface TargetsWords {
  readonly title: string;
}
