import { randomBytes } from 'node:crypto';
import { getOrCreateSetting } from './settings.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';

/** Names of the keys of a store's own, by what they sign. */
const NAMES = { sessions: 'session-key', links: 'acknowledge-key' } as const;
export type SigningPurpose = keyof typeof NAMES;

/** A key of the store's own, made when there is none. */
export async function signingKey(trx: WriteTransaction, purpose: SigningPurpose): Promise<Buffer> {
  return Buffer.from(await getOrCreateSetting(trx, { name: NAMES[purpose], make: newKey }), 'base64url');
}

/** The key that is kept now. `undefined` when none was made yet. */
export async function readSigningKey(db: Database, purpose: SigningPurpose): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('fact')
    .select('value')
    .where('name', '=', NAMES[purpose])
    .executeTakeFirst();
  return row && Buffer.from(row.value, 'base64url');
}

/** Puts new keys in place of all. What was signed with the old ones is worth nothing from then on. */
export async function rotateSigningKeys(trx: WriteTransaction): Promise<void> {
  for (const name of Object.values(NAMES)) {
    const value = newKey();
    await trx
      .insertInto('fact')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
  }
}

function newKey(): string {
  return randomBytes(32).toString('base64url');
}
