import type { Monitor } from './monitor.ts';

/** A temporary key that ends soon and could not be renewed. */
export const credentialsEnding: Monitor = {
  name: 'credentials-ending',
  find: ({ live, writer: { words, time } }) =>
    live.endingKeys()?.map(({ credentials, endsAt }) => ({
      reason: 'credentials-ending',
      about: credentials,
      summary: words.credentialsEnding({ credentials, endsAt: time(endsAt) }),
    })),
};
