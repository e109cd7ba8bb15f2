/** The words of the script in the reader's language. The server writes them before it. */
declare const WORDS: Record<'updated' | 'lost' | 'signedOut' | 'paused', string>;
