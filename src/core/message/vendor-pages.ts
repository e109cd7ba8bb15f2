/** Pages of the vendor that messages and pages link to. */
export interface VendorPages {
  /** Where the vendor's console shows the jobs of a bucket. */
  console(target: { bucket: string; region: string }): string;
  /** What the states of jobs mean. */
  states: string;
  /** How to activate a paused queue. */
  queue: string;
}
