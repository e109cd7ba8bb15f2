import { z } from 'zod';
import type { BodySchema } from '../../core/message/body-schema.ts';
import { webhookBody } from './body.ts';

/** Describes the body of `format: batchwatch`. A later version may add members, so the schema does not forbid others. */
export const WEBHOOK_BODY_SCHEMA: BodySchema = {
  file: 'webhook.schema.json',
  title: 'Batchwatch webhook',
  description: 'One message about one incident, as the channel `webhook` sends it with `format: batchwatch`.',
  toJson() {
    const { $schema, ...schema } = z.toJSONSchema(webhookBody, { io: 'input' });
    const { title, description } = WEBHOOK_BODY_SCHEMA;
    return { $schema, title, description, ...schema };
  },
};
