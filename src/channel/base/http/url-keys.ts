import { z } from 'zod';
import type { Flaw } from '../../../platform/document/problem.ts';
import { secret } from '../../../platform/values/field-types.ts';
import { isHttpUrl } from '../../../platform/values/urls.ts';

/** The URL of a destination. Whoever knows it can write there: it is a secret as a whole. */
export function secretUrl(example: string) {
  return secret((value) => urlFlaw(value, example)).meta({
    description: 'Where messages go. A secret: whoever knows it can write there.',
    writtenAs: 'URL',
    secret: true,
  });
}

/** Permits plain `http:` to another machine. */
export const allowHttp = z.boolean().default(false).meta({
  description: 'Permits plain http to another machine. Everybody on the route can read the messages.',
});

/** Says why a text is no URL. `undefined` when it is one. */
export function urlFlaw(value: string, example: string): Flaw | undefined {
  if (isHttpUrl(value)) return undefined;
  return { message: 'is not an http or https URL', hint: `write e.g. ${example}` };
}
