/** One numbered step forward. Steps are never edited once released, only added. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}
