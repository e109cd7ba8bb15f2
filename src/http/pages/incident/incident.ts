import type { Context } from 'hono';
import { acknowledgeIncident, closeByHand, type Deed } from '../../../store/incidents/incident-actions.ts';
import { incidentById, type StoredIncident } from '../../../store/incidents/incidents.ts';
import type { WriteTransaction } from '../../../store/sqlite/store.ts';
import { incidentDetail } from '../../../store/views/incident-detail.ts';
import { incidentIdsFrom } from '../../../store/views/incident-lists.ts';
import type { WebEnv } from '../../base/principal.ts';
import { deedOf } from '../../base/deed.ts';
import { incidentPage } from './incident-page.ts';
import { pageContext } from '../../ui/page-context.ts';
import type { Pages, PageParts } from '../../ui/page-parts.ts';
import { readForm, smallForm } from '../../ui/read-form.ts';
import { unknownIncidentPage } from './unknown-incident-page.ts';
import { watcherState } from '../../health/watcher-state.ts';

/** One incident, and what people do about it. */
export function addIncident(pages: Pages, parts: PageParts): void {
  const { access, store } = parts;
  pages.get('/incidents/:id', access.requires('read'), async (context) => {
    const id = context.req.param('id');
    const detail = await store.read((db) => incidentDetail(db, id));
    if (detail === undefined) return await unknown(context, id, parts);
    const page = pageContext(context, parts);
    const watcher = await watcherState(parts, page.now);
    return context.html(incidentPage({ detail, watcher }, page));
  });
  // Not `acknowledge`: that is where the signed link of a mail leads, which needs no login.
  addDeed(pages, parts, { path: '/incidents/:id/ack', act: acknowledgeIncident });
  addDeed(pages, parts, { path: '/incidents/:id/close', act: closeByHand });
}

function addDeed(
  pages: Pages,
  parts: PageParts,
  deed: {
    path: `/incidents/:id/${string}`;
    act: (trx: WriteTransaction, incident: StoredIncident, deed: Deed) => Promise<unknown>;
  },
): void {
  const { access, store, clock } = parts;
  pages.post(deed.path, access.requires('write'), smallForm(parts), async (context) => {
    const id = context.req.param('id') ?? '';
    const field = await readForm(context);
    const said = deedOf(context.get('principal'), { author: field('author'), comment: field('comment') });
    const isKnown = await store.write(async (trx) => {
      const incident = await incidentById(trx, id);
      if (incident === undefined) return false;
      await deed.act(trx, incident, { at: clock.now(), ...said });
      return true;
    });
    if (!isKnown) return await unknown(context, id, parts);
    const { link } = pageContext(context, parts);
    return context.redirect(
      link(field('back') === 'now' ? '/' : `/incidents/${encodeURIComponent(id)}`),
      303,
    );
  });
}

/** Shorter beginnings fit too many to be of help. */
const SHORTEST_PREFIX = 6;

async function unknown(context: Context<WebEnv>, id: string, parts: PageParts): Promise<Response> {
  const meant = id.length < SHORTEST_PREFIX ? [] : await parts.store.read((db) => incidentIdsFrom(db, id));
  return context.html(unknownIncidentPage({ id, meant }, pageContext(context, parts)), 404);
}
