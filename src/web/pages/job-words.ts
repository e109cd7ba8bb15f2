/** The phrases of its page. */
export interface JobWords {
  readonly title: string;
}
