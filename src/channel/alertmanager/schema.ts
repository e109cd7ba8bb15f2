import { z } from 'zod';
import { duration, secret } from '../../platform/values/field-types.ts';
import { MINUTE, SECOND } from '../../platform/time.ts';
import { httpUrlFlaw } from '../../platform/values/urls.ts';
import { allowHttp } from '../base/http/url-keys.ts';
import { routeKeys } from '../base/route-keys.ts';

/** The Alertmanagers of a receiver. */
export const alertmanagerSchema = z
  .strictObject({
    urls: z
      .array(secret((value) => httpUrlFlaw(value, 'http://localhost:9093')).meta({ secret: true }))
      .min(1)
      .meta({
        description:
          'Every instance of a cluster, not its balancer. Each gets the alerts, and has a fate of its own.',
        writtenAs: 'list of URLs',
        secret: true,
      }),
    resend: duration({ min: SECOND, max: 10 * MINUTE })
      .prefault('1m')
      .meta({
        description:
          'How often an alert is sent again while its incident is open. After three times as long without it, Alertmanager resolves it.',
        writtenAs: 'duration',
      }),
    allowHttp,
    ...routeKeys,
  })
  .meta({ description: 'Keeps an alert in Alertmanager while an incident is open.' });

export type AlertmanagerBlock = z.output<typeof alertmanagerSchema>;
