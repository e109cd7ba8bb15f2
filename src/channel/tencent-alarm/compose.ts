import type { Message } from '../../core/message/message.ts';
import { Secret } from '../../platform/secret.ts';
import { chatLines } from '../../render/chat/chat-lines.ts';
import { fitChat } from '../../render/chat/fit-chat.ts';
import { wordsOf } from '../../render/locale.ts';
import type { ApiKey } from '../base/api-key.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import { PLAIN_MARKUP } from '../base/plain-markup.ts';
import type { TencentAlarmBlock } from './schema.ts';
import { signCall } from './sign.ts';

/** No limit is documented. A text message and a voice say less than this. Links are never cut for it. */
const MAX_LENGTH = 500;

/** Writes a message as plain text: it is sent by SMS, and read aloud on the phone. */
export async function composeTencentAlarm(
  message: Message,
  { block, endpoint, sentAt, pages, keyOf }: Sending<TencentAlarmBlock>,
): Promise<ComposedRequest> {
  const text = fitChat(
    message,
    {
      layOut: (chat) => chatLines(chat, PLAIN_MARKUP, wordsOf(message.language)).join('\n'),
      fits: (written) => written.length <= MAX_LENGTH,
    },
    pages,
  );
  const body = JSON.stringify({ Module: block.module, PolicyId: block.policyId, Msg: text });
  const { host } = endpoint.url;
  const call = {
    service: 'monitor',
    action: 'SendCustomAlarmMsg',
    version: '2018-07-24',
    host,
    body,
    sentAt,
  };
  const key = await keyOf(block.credentials);
  return { url: endpoint.url, headers: signCall(call, key), body, secrets: sentParts(key) };
}

/** Returns what a call shows of its key: an answer may repeat it. A short id is part of many words. */
function sentParts({ secretId, token }: ApiKey): readonly Secret[] {
  return [...(secretId.length < 6 ? [] : [new Secret(secretId)]), ...(token === undefined ? [] : [token])];
}
