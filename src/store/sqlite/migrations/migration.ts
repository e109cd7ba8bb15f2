/** One numbered step forward. Steps are never edited once released, only added. */
export interface Migration {
  version: number;
  /** Functions of a text that `sql` calls, by name. */
  functions?: Readonly<Record<string, (text: string) => string>>;
  sql: string;
}
