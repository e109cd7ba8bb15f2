/** One wrong value in an otherwise right configuration, and the one problem it gives. */
export interface WrongValue {
  readonly set: string;
  readonly to: unknown;
  /** Where the problem is told, if not at `set`. */
  readonly at?: string;
  readonly message: string;
  readonly hint?: string;
}
