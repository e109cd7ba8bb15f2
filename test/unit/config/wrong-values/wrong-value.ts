/** One wrong value in an otherwise right configuration, and the one problem it gives. */
export interface WrongValue {
  set: string;
  to: unknown;
  /** Where the problem is told, if not at `set`. */
  at?: string;
  message: string;
  hint?: string;
}
