import { z } from 'zod';
import { Secret } from '../../platform/secret.ts';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { type HttpEndpoint, endpointAt, withUsualPath } from '../base/http/http-endpoint.ts';
import { destinationName } from '../base/http/destination-name.ts';
import { composeSlack, SLACK_MENTIONS } from './compose.ts';
import { checkSlack } from './check.ts';
import { probeSlack } from './probe.ts';
import { type SlackBlock, slackSchema } from './schema.ts';
import { slackApiVerdict, slackWebhookVerdict } from './verdict.ts';

const API = 'https://slack.com';

/** A channel in Slack. */
export const slack = defineHttpChannel({
  name: 'slack',
  receiverKeys: { slack: z.exactOptional(slackSchema) },
  blockOf: (receiver: { name: string; slack?: SlackBlock }) => receiver.slack,
  maxPerMinute: 60,
  maxPerSecond: 1,
  isForPeople: true,
  isIdempotent: false,
  title: { en: 'Slack' },
  check: checkSlack,
  endpoints: (block) => [endpointOf(block)],
  mentions: SLACK_MENTIONS,
  compose: composeSlack,
  probe: ({ url }, { token }) => token && probeSlack(url, token),
  verdict: (answer, now, block) =>
    block.token === undefined ? slackWebhookVerdict(answer, now) : slackApiVerdict(answer, now),
});

function endpointOf({ url, token, channel = '', apiUrl = API }: SlackBlock): HttpEndpoint {
  if (url !== undefined) return endpointAt('slack', url);
  const to = new URL(`${withUsualPath(apiUrl, '/api')}/chat.postMessage`);
  // Two bots in one channel are two destinations. The mark distinguishes them.
  const name = `${channel} ${destinationName('slack', to, [token?.reveal() ?? ''])}`;
  return { name, url: to, secrets: token === undefined ? [] : [new Secret(token.reveal())] };
}
