/** Where the store lies when nothing else is said. */
export const DEFAULT_STORE_URL = 'sqlite:data/batchwatch.db';
