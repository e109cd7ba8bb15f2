/** The place of the store when the configuration names none. */
export const DEFAULT_STORE_URL = 'sqlite:data/batchwatch.db';
