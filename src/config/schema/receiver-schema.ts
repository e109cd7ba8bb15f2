import { z } from 'zod';
import { RECEIVER_KEYS } from '../../channel/channels.ts';
import { name } from '../../platform/values/field-types.ts';

/** Who is notified, and by which channels. */
export const receiverSchema = z.strictObject({
  name: name().meta({ description: 'Unique name; rules refer to it.' }),
  ...RECEIVER_KEYS,
});
