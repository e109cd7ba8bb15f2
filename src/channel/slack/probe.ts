import type { Secret } from '../../platform/secret.ts';
import { jsonObject } from '../base/http/answer-verdict.ts';
import type { HttpChannelOptions } from '../base/http/http-channel.ts';
import { slackApiVerdict } from './verdict.ts';

/** Makes the question whether Slack knows the token (`auth.test`). Whether the bot may write is known only by writing. */
export function probeSlack(postMessage: URL, token: Secret): NonNullable<HttpChannelOptions['probe']> {
  const url = new URL('auth.test', postMessage);
  const headers = { authorization: `Bearer ${token.reveal()}` };
  return async (client, signal) => {
    const answer = await client.send({ method: 'POST', url, headers }, signal);
    const isKnown = answer.status === 200 && jsonObject(answer.body)['ok'] === true;
    const verdict = isKnown ? ({ means: 'accepted' } as const) : slackApiVerdict(answer, answer.receivedAt);
    return { ...verdict, response: `${answer.status} ${answer.body}` };
  };
}
