import { incidentPage } from '../../core/message/incident-page.ts';
import type { Message } from '../../core/message/message.ts';
import { ruleOf } from '../../core/message/rule-of.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { breakLinks } from '../../render/chat/break-links.ts';
import { plainLines } from './plain-lines.ts';

/** An incident as Alertmanager knows alerts. Times are RFC 3339. */
export interface Alert {
  /** Its identity: nothing in it moves. */
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  startsAt: string;
  /** When it ended; of an open one, when the message was made. */
  endsAt: string;
  generatorURL: string;
}

/** Returns the alert of a message's incident. Alertmanager removes empty labels; so none is sent. */
export function alertOf(message: Message, pages: VendorPages): Alert {
  const { story, incident, severity, createdAt, publicUrl } = message;
  const group = story?.labels ?? {};
  const labels = {
    ...group,
    alertname: 'BatchwatchIncident',
    incident,
    receiver: message.receiver,
    rule: ruleOf(message),
    severity,
    target: message.target?.name ?? group.target ?? '',
    // It is another alert than that of its own receiver.
    fallback: message.fallback?.receiver ?? '',
    // Alertmanager's routes and groups recognize a test by this label.
    test: message.test === undefined ? '' : 'true',
  };
  const [headline = '', ...lines] = plainLines(message, pages);
  return {
    labels: Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '')),
    annotations: {
      summary: headline,
      description: lines.join('\n'),
      ...(story?.acknowledgeUrl !== undefined && { acknowledge: story.acknowledgeUrl }),
      ...(story?.acknowledged !== undefined && { acknowledged_by: breakLinks(story.acknowledged.by) }),
    },
    startsAt: new Date(story?.openedAt ?? createdAt).toISOString(),
    endsAt: new Date(story?.closed?.at ?? createdAt).toISOString(),
    generatorURL: incidentPage(message) ?? publicUrl,
  };
}
