import { z } from 'zod';
import { secret, text } from '../../platform/values/field-types.ts';
import { apiUrl } from '../../platform/values/urls.ts';
import { allowHttp } from '../base/http/url-keys.ts';
import { routeKeys } from '../base/route-keys.ts';

/** The PagerDuty service of a receiver. */
export const pagerdutySchema = z
  .strictObject({
    routingKey: secret().meta({
      description: 'Integration key of a service (Events API v2).',
      secret: true,
    }),
    url: z.exactOptional(apiUrl()).meta({
      description:
        'Stands in for `https://events.pagerduty.com/v2/enqueue`. Without a path, `/v2/enqueue` is added.',
      writtenAs: 'URL',
    }),
    component: z.exactOptional(text()).meta({ description: 'Component that alerts name.' }),
    allowHttp,
    ...routeKeys,
  })
  .meta({ description: 'Triggers and resolves alerts in PagerDuty.' });

export type PagerdutyBlock = z.output<typeof pagerdutySchema>;
