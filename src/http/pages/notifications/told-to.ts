import { html } from 'hono/html';
import type { IncidentView } from '../../../store/views/incident-views.ts';
import type { PageWords } from '../../locale/words/catalogue.ts';
import type { Html } from '../../base/html.ts';
import { visible } from '../../ui/visible.ts';
import { visibleText } from '../../../platform/text/visible-text-cut.ts';

/** In one line: whom it has reached, whom not yet, and whom it will not. */
export function toldLine(incident: IncidentView, words: PageWords): Html {
  const { pages } = words;
  const { toldTo, toldNobody } = pages.now;
  const { toldTo: told } = incident;
  const all = [
    ...(told.length === 0 ? [] : [html`<bdi>${toldTo(listOf(told, words))}</bdi>`]),
    ...notTold(incident, words),
  ];
  if (all.length === 0) return html`${toldNobody}`;
  return html`${all.map((part, index) => html`${index === 0 ? '' : ' · '}${part}`)}`;
}

/** The same beside a label that says already that these were told. */
export function toldFact(incident: IncidentView, words: PageWords): Html {
  const { pages } = words;
  const { toldTo: told } = incident;
  const rest = notTold(incident, words);
  if (told.length === 0 && rest.length === 0) return html`${pages.now.toldNobody}`;
  const names = html`${told.map((name, index) => html`${index === 0 ? '' : words.comma}${visible(name)}`)}`;
  return html`${names}${rest.map(
    (part, index) => html`${index > 0 || told.length > 0 ? html`<br />` : ''}${part}`,
  )}`;
}

function notTold({ onItsWayTo, notReached }: IncidentView, words: PageWords): readonly Html[] {
  const { now } = words.pages;
  return [
    ...(onItsWayTo.length === 0 ? [] : [html`<bdi>${now.onItsWayTo(listOf(onItsWayTo, words))}</bdi>`]),
    ...(notReached.length === 0
      ? []
      : [html`<span class="bad"><bdi>${now.notReached(listOf(notReached, words))}</bdi></span>`]),
  ];
}

function listOf(receivers: readonly string[], { comma }: PageWords): string {
  return receivers.map((name) => visibleText(name)).join(comma);
}
