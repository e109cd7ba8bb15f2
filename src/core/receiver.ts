/** Someone who can be told: a name for rules to use, and the addresses behind it on one channel. */
export interface Receiver {
  readonly name: string;
  /** The label `channel` of the metrics, e.g. `email`. */
  readonly channel: string;
  /** At least one. */
  readonly recipients: readonly string[];
}
