import { z } from 'zod';
import { LANGUAGES } from '../../core/message/message.ts';
import { SEVERITIES } from '../../core/severity.ts';
import { timezone } from '../../platform/values/field-types.ts';

/** The keys of every channel in a receiver. */
export const routeKeys = {
  severities: z.exactOptional(
    z
      .array(z.enum(SEVERITIES))
      .min(1)
      .overwrite((severities) => [...new Set(severities)])
      .meta({ description: 'Severities that go this route. Left out: all.' }),
  ),
  language: z.exactOptional(z.enum(LANGUAGES)).meta({
    description: 'Language of the messages that go this route. Left out: that of the top level.',
  }),
  timezone: z.exactOptional(timezone()).meta({
    description: 'Zone of the times in the messages that go this route. Left out: that of the top level.',
  }),
};
