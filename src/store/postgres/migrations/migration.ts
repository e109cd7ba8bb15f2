/** One numbered step forward. Steps are never edited once released, only added. */
export interface Migration {
  version: number;
  /** The oldest program that may still write after this step, by the schema version that it knows. */
  minVersion: number;
  sql: string;
}
