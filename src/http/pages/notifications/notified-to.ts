import { html } from 'hono/html';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import type { PageWords } from '../../locale/en.ts';
import type { Html } from '../../base/html.ts';
import { visible } from '../../ui/visible.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';

/** In one line: the receivers that it has reached, those it will, and those it will not. */
export function notifiedLine(incident: IncidentView, words: PageWords): Html {
  const { pages } = words;
  const { notifiedTo: toldTo, notifiedNobody } = pages.now;
  const { toldTo: notified } = incident;
  const all = [
    ...(notified.length === 0 ? [] : [html`<bdi>${toldTo(listOf(notified, words))}</bdi>`]),
    ...notNotified(incident, words),
  ];
  if (all.length === 0) return html`${notifiedNobody}`;
  return html`${all.map((part, index) => html`${index === 0 ? '' : ' · '}${part}`)}`;
}

/** The same beside a label that says already that these were notified. */
export function notifiedDetail(incident: IncidentView, words: PageWords): Html {
  const { pages } = words;
  const { toldTo: notified } = incident;
  const rest = notNotified(incident, words);
  if (notified.length === 0 && rest.length === 0) return html`${pages.now.notifiedNobody}`;
  const names = html`${notified.map((name, index) => html`${index === 0 ? '' : words.comma}${visible(name)}`)}`;
  return html`${names}${rest.map(
    (part, index) => html`${index > 0 || notified.length > 0 ? html`<br />` : ''}${part}`,
  )}`;
}

function notNotified({ onItsWayTo, notReached }: IncidentView, words: PageWords): readonly Html[] {
  const { now } = words.pages;
  return [
    ...(onItsWayTo.length === 0 ? [] : [html`<bdi>${now.onItsWayTo(listOf(onItsWayTo, words))}</bdi>`]),
    ...(notReached.length === 0
      ? []
      : [html`<span class="bad"><bdi>${now.notReached(listOf(notReached, words))}</bdi></span>`]),
  ];
}

function listOf(receivers: readonly string[], { comma }: PageWords): string {
  return receivers.map((name) => visibleText(name, 300)).join(comma);
}
