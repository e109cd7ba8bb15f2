import { html } from 'hono/html';
import type { IncidentView } from '../../store/views/incident-views.ts';
import type { PageWords } from '../words/catalogue.ts';
import type { Html } from './html.ts';
import { visible } from './visible.ts';
import { visibleText } from './visible-text.ts';

/** In one line: whom it has reached, whom not yet, and whom it will not. */
export function toldLine(incident: IncidentView, { pages }: PageWords): Html {
  const { toldTo, toldNobody } = pages.now;
  const { toldTo: told } = incident;
  const all = [
    ...(told.length === 0 ? [] : [html`<bdi>${toldTo(listOf(told))}</bdi>`]),
    ...notTold(incident, pages.now),
  ];
  if (all.length === 0) return html`${toldNobody}`;
  return html`${all.map((part, index) => html`${index === 0 ? '' : ' · '}${part}`)}`;
}

/** The same beside a label that says already that these were told. */
export function toldFact(incident: IncidentView, { pages }: PageWords): Html {
  const { toldTo: told } = incident;
  const rest = notTold(incident, pages.now);
  if (told.length === 0 && rest.length === 0) return html`${pages.now.toldNobody}`;
  const names = html`${told.map((name, index) => html`${index === 0 ? '' : ', '}${visible(name)}`)}`;
  return html`${names}${rest.map(
    (part, index) => html`${index > 0 || told.length > 0 ? html`<br />` : ''}${part}`,
  )}`;
}

function notTold({ onItsWayTo, notReached }: IncidentView, now: PageWords['pages']['now']): readonly Html[] {
  return [
    ...(onItsWayTo.length === 0 ? [] : [html`<bdi>${now.onItsWayTo(listOf(onItsWayTo))}</bdi>`]),
    ...(notReached.length === 0
      ? []
      : [html`<span class="bad"><bdi>${now.notReached(listOf(notReached))}</bdi></span>`]),
  ];
}

function listOf(receivers: readonly string[]): string {
  return receivers.map((name) => visibleText(name)).join(', ');
}
