import type { Context } from 'hono';
import { acknowledgeIncident, closeManually } from '../../../actions/incident-actions.ts';
import { incidentDetail } from '../../../store/views/incident-detail.ts';
import { incidentIdsFrom } from '../../../store/views/incident-lists.ts';
import type { WebEnv } from '../../auth/principal.ts';
import { actorOf } from '../../auth/actor-of.ts';
import { incidentPage } from './incident-page.ts';
import { pageContext } from '../../ui/page-context.ts';
import type { Pages, PageOptions } from '../../ui/page-options.ts';
import { readForm, smallForm } from '../../ui/read-form.ts';
import { unknownIncidentPage } from './unknown-incident-page.ts';
import { monitoringState } from '../../health/monitoring-state.ts';
import { incidentPath } from '../../ui/page-paths.ts';

/** One incident, and what people do about it. */
export function addIncident(pages: Pages, options: PageOptions): void {
  const { access, store } = options;
  pages.get('/incidents/:id', access.requires('read'), async (context) => {
    const id = context.req.param('id');
    const detail = await store.read((db) => incidentDetail(db, id));
    if (detail === undefined) return await unknown(context, id, options);
    const page = pageContext(context, options);
    const monitoring = await monitoringState(options, page.now);
    return context.html(incidentPage({ detail, monitoring }, page));
  });
  // Not `acknowledge`: that is where the signed link of a mail leads, which needs no login.
  addAction(pages, options, { path: '/incidents/:id/ack', act: acknowledgeIncident });
  addAction(pages, options, { path: '/incidents/:id/close', act: closeManually });
}

function addAction(
  pages: Pages,
  options: PageOptions,
  { path, act }: { path: `/incidents/:id/${string}`; act: typeof acknowledgeIncident },
): void {
  const { access, store, clock } = options;
  pages.post(path, access.requires('write'), smallForm(options), async (context) => {
    const id = context.req.param('id') ?? '';
    const field = await readForm(context);
    const actor = actorOf(context.get('principal'), { author: field('author'), comment: field('comment') });
    const outcome = await store.write((trx) => act(trx, id, { at: clock.now(), ...actor }));
    if (outcome === 'unknown') return await unknown(context, id, options);
    const { link } = pageContext(context, options);
    return context.redirect(link(field('back') === 'now' ? '/' : incidentPath(id)), 303);
  });
}

/** Shorter beginnings fit too many to be of help. */
const SHORTEST_PREFIX = 6;

async function unknown(context: Context<WebEnv>, id: string, options: PageOptions): Promise<Response> {
  const meant = id.length < SHORTEST_PREFIX ? [] : await options.store.read((db) => incidentIdsFrom(db, id));
  return context.html(unknownIncidentPage(id, meant, pageContext(context, options)), 404);
}
