/** Someone who can be notified: a name for rules to use, and the addresses behind it on one channel. */
export interface Receiver {
  name: string;
  /** The label `channel` of the metrics, e.g. `email`. */
  channel: string;
  /** At least one. */
  recipients: readonly string[];
}
