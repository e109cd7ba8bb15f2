import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema/schema.ts';

/** Asks the store, in a transaction or outside of one. */
export type Database = Kysely<Schema>;

/** Asks and changes the store: all of it is kept, or none of it. */
export type WriteTransaction = Transaction<Schema>;
