import { z } from 'zod';
import { secret, text } from '../../platform/values/field-types.ts';
import { fitsHeader } from '../../platform/values/header-text.ts';
import { apiUrl } from '../../platform/values/urls.ts';
import { allowHttp, secretUrl } from '../base/http/url-keys.ts';
import { mentionFor } from '../base/mention.ts';
import { routeKeys } from '../base/route-keys.ts';

/** A receiver's way to Slack: an incoming webhook, or a bot that writes one thread an incident. */
export const slackSchema = z
  .strictObject({
    url: z.exactOptional(secretUrl('https://hooks.slack.com/services/T/B/X')),
    token: z.exactOptional(secret(tokenFlaw)).meta({
      description: 'Token of a bot with the right `chat:write` (`xoxb-…`). Each incident is one thread then.',
      secret: true,
    }),
    channel: z.exactOptional(text(channelFlaw)).meta({
      description: 'Id of the channel that the bot writes to (`C0123`). Needed beside `token`.',
    }),
    mention: z.array(text(userFlaw)).default([]).meta({
      description: 'Member ids (`U0123`) that a message mentions; `here` or `channel` for a whole channel.',
    }),
    mentionFor,
    apiUrl: z.exactOptional(apiUrl()).meta({
      description: 'Stands in for `https://slack.com/api`. Without a path, `/api` is added.',
      writtenAs: 'URL',
    }),
    allowHttp,
    ...routeKeys,
  })
  .meta({ description: 'Notifies a Slack channel.' });

export type SlackBlock = z.output<typeof slackSchema>;

/** A token travels in a header. Slack may give it another beginning one day. */
function tokenFlaw(value: string) {
  if (fitsHeader(value)) return undefined;
  return { message: 'is no token of Slack', hint: 'write it as Slack shows it: xoxb-…, without blanks' };
}

function channelFlaw(value: string) {
  if (/^[CGD][A-Z0-9]{2,}$/.test(value)) return undefined;
  return { message: 'is not the id of a channel', hint: 'write C0123…: the name of a channel can change' };
}

function userFlaw(value: string) {
  if (/^(?:here|channel|everyone|[UWS][A-Z0-9]{2,})$/.test(value)) return undefined;
  return { message: 'is not a member id of Slack', hint: 'write U0123…, or here' };
}
