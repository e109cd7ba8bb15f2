import { z } from 'zod';
import { secret } from '../../../platform/values/field-types.ts';
import { httpUrlFlaw } from '../../../platform/values/urls.ts';

/** The URL of a destination. Whoever knows it can write there: it is a secret as a whole. */
export function secretUrl(example: string) {
  return secret((value) => httpUrlFlaw(value, example)).meta({
    description: 'Where messages go. A secret: whoever knows it can write there.',
    writtenAs: 'URL',
    secret: true,
  });
}

/** Permits plain `http:` to another machine. */
export const allowHttp = z.boolean().default(false).meta({
  description: 'Permits plain http to another machine. Everybody on the route can read the messages.',
});
