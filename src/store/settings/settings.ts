import type { TimeOfDay } from '../../platform/text/time-of-day.ts';
import type { Instant } from '../../platform/time.ts';
import type { Policy } from '../../core/rule/rule.ts';
import { fromJson } from '../dialect/json.ts';
import type { Database, WriteTransaction } from '../database.ts';

/** All single values that survive restarts, by the name that they have in the store. Only a migration changes a name. */
export interface Settings {
  /** A changed configuration that was refused, until one is used. */
  'refused-config': { at: Instant; problems: string };
  /** Policies by the name of their rule or condition. */
  policies: Readonly<Record<string, Policy>>;
  /** Parts of the conditions that the last self-check found. */
  'lasting-conditions': string[];
  /** The end of the last outage of the store that was notified. */
  'notified-outage': Instant;
  'quiet-report': QuietReport;
  /** Since when receivers have a fallback, by name. */
  'fallbacks-since': Readonly<Record<string, Instant>>;
  'vanished-jobs': VanishedJob[];
  'smtp-refresh-token': RefreshToken;
  'session-key': Buffer;
  'acknowledge-key': Buffer;
  /** Hides who failed to log in. */
  'login-key': Buffer;
}

/** The last daily report, and when the next one is due. */
interface QuietReport {
  at: Instant;
  /** The number of polls that had ended by then. */
  polls: number;
  nextAt: Instant;
  timeOfDay: TimeOfDay;
  timezone: string;
}

export interface VanishedJob {
  target: string;
  jobId: string;
  at: Instant;
}

interface RefreshToken {
  /** Hash of the configured token from which it came. Another one in the configuration begins again. */
  of: string;
  token: string;
}

/** Returns a value; `undefined` when there is none. */
export async function getSetting<Name extends keyof Settings>(
  db: Database,
  name: Name,
): Promise<Settings[Name] | undefined> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row && codecOf(name).decode(row.value);
}

/** Puts a value in place of the one before; `undefined` forgets it. */
export async function setSetting<Name extends keyof Settings>(
  trx: WriteTransaction,
  name: Name,
  given: Settings[Name] | undefined,
): Promise<void> {
  if (given === undefined) {
    await trx.deleteFrom('setting').where('name', '=', name).execute();
    return;
  }
  const value = codecOf(name).encode(given);
  await trx
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Returns the value that is kept, or keeps the one that is made now. */
export async function getOrCreateSetting<Name extends keyof Settings>(
  trx: WriteTransaction,
  name: Name,
  make: () => Settings[Name],
): Promise<Settings[Name]> {
  const kept = await getSetting(trx, name);
  if (kept !== undefined) return kept;
  const made = make();
  await setSetting(trx, name, made);
  return made;
}

interface Codec<Value> {
  encode: (value: Value) => string;
  decode: (text: string) => Value;
}

const KEY: Codec<Buffer> = {
  encode: (key) => key.toString('base64url'),
  decode: (text) => Buffer.from(text, 'base64url'),
};

/** Settings that are no JSON. */
const CODECS: { [Name in keyof Settings]?: Codec<Settings[Name]> } = {
  'session-key': KEY,
  'acknowledge-key': KEY,
  'login-key': KEY,
};

function codecOf<Name extends keyof Settings>(name: Name): Codec<Settings[Name]> {
  return CODECS[name] ?? { encode: JSON.stringify, decode: (text) => fromJson<Settings[Name]>(text) };
}
