import { alertKey } from '../../core/message/alert-key.ts';
import { endsAlert } from '../../core/message/ends-alert.ts';
import { messageNumber } from '../../core/message/message-number.ts';
import type { Message } from '../../core/message/message.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { chatContent, type ChatContent } from '../../render/chat/chat-content.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import type { PagerdutyBlock } from './schema.ts';

/** Code points of a summary that PagerDuty takes. */
const MAX_SUMMARY = 1_024;

/** Writes a message as an event. All events of one incident bear its `dedup_key`: they are one alert. */
export function composePagerduty(
  message: Message,
  { block, endpoint, pages }: Sending<PagerdutyBlock>,
): ComposedRequest {
  const { severity, story, target, createdAt, publicUrl } = message;
  const chat = chatContent(message, { jobs: 3, prose: 600 }, pages);
  const event = {
    event_action: 'trigger',
    payload: {
      summary: cutText(chat.headline, MAX_SUMMARY),
      source: target?.name ?? 'batchwatch',
      severity,
      timestamp: new Date(story?.openedAt ?? createdAt).toISOString(),
      ...(block.component !== undefined && { component: block.component }),
      ...(target !== undefined && { group: target.bucket }),
      ...(message.jobs[0] !== undefined && { class: message.jobs[0].rule }),
      custom_details: detailsOf(chat),
    },
    links: chat.links.map(({ label, url }) => ({ href: url, text: label })),
    client: 'Batchwatch',
    client_url: chat.links[0]?.url ?? publicUrl,
  };
  return toRequest(message, endsAlert(message) ? RESOLVE : event, { block, endpoint });
}

/** Resolves an alert that no later message of its incident resolves: it would page for ever. */
export function resolvePagerduty(message: Message, sending: Destination): ComposedRequest {
  return toRequest(message, RESOLVE, sending);
}

const RESOLVE = { event_action: 'resolve' };

type Destination = Pick<Sending<PagerdutyBlock>, 'block' | 'endpoint'>;

function toRequest(message: Message, event: object, { block, endpoint }: Destination): ComposedRequest {
  const keys = { routing_key: block.routingKey.reveal(), dedup_key: dedupKey(message) };
  return {
    url: endpoint.url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...keys, ...event }),
  };
}

/** PagerDuty lists a name and a text. A list would be shown as JSON. */
function detailsOf({ details, causes, standing, jobs, more, number }: ChatContent) {
  const all = { where: details, cause: causes, standing, jobs: [...jobs, more], number: [number] };
  const texts = Object.entries(all).map(([name, lines]) => [name, lines.filter(Boolean).join('\n')] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

/** Messages without an incident are alerts of their own. */
function dedupKey(message: Message): string {
  const isAlone = message.story === undefined && message.fallback === undefined;
  return isAlone ? messageNumber(message.messageId) : alertKey(message);
}
