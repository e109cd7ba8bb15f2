import { bareLinks, members, parsed } from './shown-text.ts';
import type { ShownText, VendorReply, VendorRules } from './stand-in.ts';

const ACTIONS: ReadonlySet<unknown> = new Set(['trigger', 'acknowledge', 'resolve']);
const SEVERITIES: ReadonlySet<unknown> = new Set(['critical', 'error', 'warning', 'info']);

/** A service of PagerDuty: 512 kB, 1,024 characters of summary, 255 of `dedup_key`. */
export function pagerdutyService({ routingKey }: { routingKey: string }): VendorRules {
  return ({ path, body }) => {
    if (path !== '/v2/enqueue') return { status: 404, body: 'not found' };
    const event = members(parsed(body));
    const errors =
      Buffer.byteLength(body) > 512_000 ? ['the event is too large'] : flawsOf(event, routingKey);
    if (errors.length > 0) return refused(errors);
    const key = String(event['dedup_key']);
    return {
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: key },
      took: { ...shownEvent(event), key: `${String(event['event_action'])} ${key}` },
    };
  };
}

function refused(errors: readonly string[]): VendorReply {
  return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } };
}

function flawsOf(event: Readonly<Record<string, unknown>>, routingKey: string): readonly string[] {
  const { routing_key: key, event_action: action, dedup_key: dedup, payload } = event;
  const { summary, source, severity } = members(payload);
  const isTrigger = action === 'trigger';
  return [
    ...(key === routingKey ? [] : ['routing_key is invalid']),
    ...(ACTIONS.has(action) ? [] : ['event_action is invalid']),
    ...(isText(dedup, 255) ? [] : ['dedup_key is invalid']),
    ...(isTrigger && !isText(summary, 1_024) ? ['payload.summary is invalid'] : []),
    ...(isTrigger && !isText(source, Infinity) ? ['payload.source is invalid'] : []),
    ...(isTrigger && !SEVERITIES.has(severity) ? ['payload.severity is invalid'] : []),
  ];
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value !== '' && Array.from(value).length <= most;
}

/** People see the summary, the details and the links. A resolving event shows nothing of its own. */
function shownEvent({
  payload,
  links = [],
  client_url: clientUrl,
}: Readonly<Record<string, unknown>>): ShownText {
  const { summary = '', custom_details: details = {} } = members(payload);
  const text = [summary, ...Object.values(members(details)).flat()].map(String).join('\n');
  const hrefs = Array.isArray(links) ? links.map((link) => members(link)['href']) : [];
  const all = [...hrefs, clientUrl].filter((url) => typeof url === 'string');
  return { text, links: [...all, ...bareLinks(text)], mentions: [] };
}
