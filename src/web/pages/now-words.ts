/** The phrases of its page. */
export interface NowWords {
  readonly title: string;
}
