/** Recipients on one channel. */
export interface Destination {
  /** The label `channel` of the metrics. */
  channel: string;
  recipients: readonly string[];
}

/** Someone who can be notified: a name for rules to use, and at least one recipient behind it. */
export interface Receiver extends Destination {
  name: string;
}
