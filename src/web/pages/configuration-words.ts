/** The phrases of its page. */
export interface ConfigurationWords {
  readonly title: string;
}
