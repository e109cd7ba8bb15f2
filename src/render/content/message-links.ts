import { incidentPage } from '../../core/message/incident-page.ts';
import type { Message } from '../../core/message/message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { wordsOf } from '../locale.ts';

/** A link that Batchwatch itself made; nothing that came from a job ever becomes one. */
export interface Link {
  label: string;
  url: string;
}

/**
 * Returns the links of a mail: to the page of its incident, to the bucket in the vendor's console, and to the meaning
 * of the states.
 */
export function messageLinks(message: Message, pages: VendorPages): readonly Link[] {
  return [...pageLink(message), ...vendorLinks(message, pages)];
}

function pageLink(message: Message): readonly Link[] {
  const url = incidentPage(message);
  return url === undefined ? [] : [{ label: wordsOf(message.language).links.incident, url }];
}

function vendorLinks(message: Message, pages: VendorPages): readonly Link[] {
  const { links } = wordsOf(message.language);
  if (message.target === undefined || message.story?.condition !== undefined) return [];
  const isOver = message.kind === 'closing';
  const paused = !isOver && message.counts.some(({ state }) => state === 'Pause');
  return [
    { label: links.console, url: pages.console(message.target) },
    { label: links.states, url: pages.states },
    ...(paused ? [{ label: links.queue, url: pages.queue }] : []),
  ];
}

/** Returns the link that acknowledges the incident. `undefined` when nothing is left to acknowledge. */
export function acknowledgeLink({ story, language }: Message): Link | undefined {
  const url = story?.acknowledgeUrl;
  return url === undefined ? undefined : { label: wordsOf(language).links.acknowledge, url };
}
