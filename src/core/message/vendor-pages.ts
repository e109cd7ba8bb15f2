/** Pages of the vendor that messages and pages link to. */
export interface VendorPages {
  /** Returns the address at which the vendor's console shows the jobs of a bucket. */
  console(target: { bucket: string; region: string }): string;
  /** The page about the states of jobs. */
  states: string;
  /** The page about activating a paused queue. */
  queue: string;
}
