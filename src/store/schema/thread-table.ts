import type { Generated } from 'kysely';

/** One receiver's mails about an incident. */
export interface ThreadTable {
  id: Generated<number>;
  incident: number;
  receiver: string;
  via: 'rule' | 'escalation';
  /** How many messages were made; the next one's place is one more. */
  messages: Generated<number>;
  /** When the last of them was made, or its decisions were given up; null before. */
  told_at: number | null;
  closing_told: Generated<number>;
  /** Of its first message; null before, and for a thread that is older than this column. */
  subject: Generated<string | null>;
  /** The notification that opened it together with those of other incidents; null for one that has its own. */
  opened_by: Generated<number | null>;
}
