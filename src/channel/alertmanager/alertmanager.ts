import { z } from 'zod';
import { Secret } from '../../platform/secret.ts';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { type HttpEndpoint, endpointAt } from '../base/http/http-endpoint.ts';
import { composeAlertmanager, composeAlerts, endAlertmanager } from './compose.ts';
import { type AlertmanagerBlock, alertmanagerSchema } from './schema.ts';
import { alertmanagerVerdict } from './verdict.ts';

/** Alertmanager, which keeps one alert for each incident and receiver. */
export const alertmanager = defineHttpChannel({
  name: 'alertmanager',
  receiverKeys: { alertmanager: z.exactOptional(alertmanagerSchema) },
  blockOf: (receiver: { name: string; alertmanager?: AlertmanagerBlock }) => receiver.alertmanager,
  maxPerMinute: 60,
  isForPeople: false,
  isIdempotent: true,
  title: { en: 'Alertmanager' },
  endpoints: ({ urls }) => urls.map((url) => endpointAt('alertmanager', withPath(url, '/api/v2/alerts'))),
  compose: composeAlertmanager,
  conclude: endAlertmanager,
  refresh: { every: ({ resend }) => resend, compose: composeAlerts },
  verdict: alertmanagerVerdict,
  probe:
    ({ url }: HttpEndpoint) =>
    async (client, signal) => {
      const status = new URL(url.href.replace(/\/alerts$/, '/status'));
      const answer = await client.send({ method: 'GET', url: status, headers: {} }, signal);
      return { ...alertmanagerVerdict(answer), response: `${answer.status} ${status.pathname}` };
    },
});

function withPath(url: Secret, path: string): Secret {
  const to = new URL(url.reveal());
  to.pathname = `${to.pathname.replace(/\/+$/, '')}${path}`;
  return new Secret(to.href);
}
