import { z } from 'zod';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { withUsualPath } from '../base/http/http-endpoint.ts';
import { destinationName } from '../base/http/destination-name.ts';
import { composePagerduty, resolvePagerduty } from './compose.ts';
import { type PagerdutyBlock, pagerdutySchema } from './schema.ts';
import { pagerdutyVerdict } from './verdict.ts';

const API = 'https://events.pagerduty.com';

/** A service in PagerDuty. */
export const pagerduty = defineHttpChannel({
  name: 'pagerduty',
  receiverKeys: { pagerduty: z.exactOptional(pagerdutySchema) },
  blockOf: (receiver: { name: string; pagerduty?: PagerdutyBlock }) => receiver.pagerduty,
  maxPerMinute: 60,
  isForPeople: false,
  isIdempotent: true,
  title: { en: 'PagerDuty' },
  endpoints({ routingKey, url = API }) {
    const to = new URL(withUsualPath(url, '/v2/enqueue'));
    const name = destinationName('pagerduty', to, [routingKey.reveal()]);
    return [{ name, url: to, secrets: [routingKey] }];
  },
  compose: composePagerduty,
  conclude: resolvePagerduty,
  verdict: pagerdutyVerdict,
});
