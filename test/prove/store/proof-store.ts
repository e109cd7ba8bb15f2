import type { DatabaseLink } from './database-link.ts';

/** The store of the program in a proof, seen from outside. `STORE` names its engine, as for tests. */
export interface ProofStore extends AsyncDisposable {
  /** For `storage.url`. */
  url: string;
  /** The way of the program to it. Undefined where it is a file. */
  link: DatabaseLink | undefined;
  /** Makes it as an older program has left it. @param schema the version of that program's */
  makeOld(schema: number): Promise<void>;
  /** Returns whether the program has made this table yet. */
  has(table: string): Promise<boolean>;
  /** Runs a query beside the program. */
  rows(query: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** To be called when a program has ended. Resolves when nothing that it wrote is under way, and no lease of it is in the way. */
  abandoned(): Promise<void>;
}
