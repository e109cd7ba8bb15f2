/** The state of leases that this replica had when it last looked. */
export interface Renewal {
  /** Their time begins again. */
  renewed: readonly string[];
  /** Still held, but a write transaction under way keeps their row. They are to be renewed again soon. */
  busy: readonly string[];
}

/** The needs of a `LeaseKeeper`: one table that all replicas share. Every call may fail with a `StoreFault`. */
export interface LeaseTable {
  /** Says that this replica lives. Returns the holders of all replicas that live, its own among them. */
  beat(): Promise<readonly string[]>;
  /** Renews leases of this replica. One that is in neither list was lost. */
  renew(names: readonly string[]): Promise<Renewal>;
  /** Returns those of `names` that nobody holds now. */
  findFree(names: readonly string[]): Promise<readonly string[]>;
  /** Takes what nobody holds. Returns the epochs of those that this replica holds now, by name. */
  take(names: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Gives leases up, for others to take at once. */
  release(names: readonly string[]): Promise<void>;
  /** Takes this replica off the list of those that live: leases that it still has are left to it until it gives them up. */
  retire(): Promise<void>;
  /** Retires, and gives all leases up. */
  leave(): Promise<void>;
  /** Lets go of its connections. */
  close(): Promise<void>;
}
