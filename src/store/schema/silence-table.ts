import type { Generated } from 'kysely';

/** A silence; kept when it is over, too. */
export interface SilenceTable {
  id: Generated<number>;
  /** JSON array of `{ key, glob }`, all of which must match. */
  matchers: string;
  from_at: number;
  until_at: number;
  author: string;
  comment: string;
  created_at: number;
  /** Who ended it before its time; null when nobody did. */
  ended_by: string | null;
  ended_at: number | null;
}
