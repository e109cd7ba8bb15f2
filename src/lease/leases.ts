import type { Lease } from './lease.ts';

/** The leases of this replica, whatever engine keeps the store. */
export interface Leases {
  /** This start of this process. Where others share the store, it has a part that no other start has. */
  readonly holder: string;
  /** True where other processes work on the same store. */
  isShared: boolean;
  /** Returns the lease of this name. From now on this replica asks for it. */
  get(name: string): Lease;
  /** Takes at once what nobody holds. Left out: leases come by themselves. */
  takeFree?(): Promise<void>;
  /** Gives up all leases but these: the configuration has no work for the others. */
  keepOnly(names: ReadonlySet<string>): void;
  /** Ends all terms, and takes no lease any more. Each is given up as soon as its work has ended. */
  giveUp(): void;
  /** Gives up what is left. Safe to call twice. */
  close(): Promise<void>;
  /** Calls the listener when so many leases came to this replica, or left it. */
  followChanges(listener: (leases: number) => void): void;
  /** All that this replica asks for. */
  readonly all: readonly Lease[];
}
