/** The phrases of its page. */
export interface JobsWords {
  readonly title: string;
}
