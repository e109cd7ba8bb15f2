import { z } from 'zod';
import { DAY, SECOND } from '../../platform/time.ts';
import { duration } from '../../platform/values/field-types.ts';
import { NAMES } from './rule-schema.ts';

/** The receivers that stand in for one that cannot be reached. */
export const fallbackSchema = z
  .strictObject({
    receivers: z
      .array(z.string())
      .min(1)
      .meta({ description: 'Names of other receivers.', writtenAs: NAMES }),
    after: duration({ min: SECOND, max: 7 * DAY })
      .prefault('10m')
      .meta({
        description:
          'How long a message may wait before the fallback is notified. For an undeliverable message it is notified at once.',
        writtenAs: 'duration',
      }),
  })
  .meta({
    description:
      'Who is notified in place of this receiver when a message about an incident waits too long or is undeliverable: once per incident, and again when messages pass.',
  });
