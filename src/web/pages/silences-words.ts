/** The phrases of its page. */
export interface SilencesWords {
  readonly title: string;
}
