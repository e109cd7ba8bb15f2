/** The proof of a lease that a write transaction begins with: the database refuses it once another one holds the lease. */
export interface Fence {
  name: string;
  /** One start of one process. */
  holder: string;
  /** Grows with each change of the holder. */
  epoch: number;
}
