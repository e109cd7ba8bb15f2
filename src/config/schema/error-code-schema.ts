import { z } from 'zod';
import { text } from '../../platform/values/field-types.ts';
import { pageUrl } from '../../platform/values/urls.ts';

/** The operator's advice about an error code, in place of the built-in table. */
export const errorCodeSchema = z.strictObject({
  means: text(lengthProblem).meta({ description: 'What went wrong.' }),
  action: text(lengthProblem).meta({ description: 'The first thing to do.' }),
  link: z.exactOptional(pageUrl()).meta({ description: 'Where to read on.', writtenAs: 'URL' }),
});

/** Long enough for two sentences, short enough for a mail with fifty jobs. */
function lengthProblem(value: string) {
  if (value.length <= 500) return undefined;
  return {
    message: 'is longer than 500 characters',
    hint: 'say the first thing to do, and link to the rest',
  };
}
