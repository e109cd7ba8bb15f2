import { randomBytes } from 'node:crypto';
import { getOrCreateSetting, getSetting, setSetting } from './settings.ts';
import type { Database, WriteTransaction } from '../database.ts';

/** The settings that hold the store's own keys, by what they sign. */
const NAMES = { sessions: 'session-key', links: 'acknowledge-key' } as const;
export type SigningPurpose = keyof typeof NAMES;

/** Returns a key of the store's own, and makes it when there is none. */
export async function signingKey(trx: WriteTransaction, purpose: SigningPurpose): Promise<Buffer> {
  return await getOrCreateSetting(trx, NAMES[purpose], newKey);
}

/** Returns the key that is kept now; `undefined` when none was made yet. */
export async function readSigningKey(db: Database, purpose: SigningPurpose): Promise<Buffer | undefined> {
  return await getSetting(db, NAMES[purpose]);
}

/** Puts new keys in place of all. Nothing that the old ones signed counts any more. */
export async function rotateSigningKeys(trx: WriteTransaction): Promise<void> {
  for (const name of Object.values(NAMES)) await setSetting(trx, name, newKey());
}

function newKey(): Buffer {
  return randomBytes(32);
}
