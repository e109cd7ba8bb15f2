/** One numbered step forward. Steps are never edited once released, only added. */
export interface Migration {
  version: number;
  sql: string;
}
