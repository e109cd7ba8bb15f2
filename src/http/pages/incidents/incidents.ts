import { incidentPage, incidentRules } from '../../../store/views/incident-lists.ts';
import { INCIDENT_STATES } from '../../api/json/incident-json.ts';
import { fromCursor, toCursor } from '../../api/query/paging.ts';
import { incidentsPage } from './incidents-page.ts';
import { readIncidentsQuery } from './incidents-query.ts';
import { pageContext } from '../../ui/page-context.ts';
import type { Pages, PageOptions } from '../../ui/page-options.ts';

/** A page stays well below 100 kB. */
const INCIDENTS_SHOWN = 40;

/** All incidents that are kept, the newest first: by state, rule and target, at addresses that can be handed on. */
export function addIncidents(pages: Pages, options: PageOptions): void {
  pages.get('/incidents', options.access.requires('read'), async (context) => {
    const page = pageContext(context, options);
    const query = readIncidentsQuery(context.req.queries());
    const { states = INCIDENT_STATES, rule, target, cursor = '' } = query;
    const [before] = fromCursor(cursor) ?? [Number.MAX_SAFE_INTEGER];
    const asked = { states, rule, target, before, limit: INCIDENTS_SHOWN + 1 };
    const { found, rules } = await options.store.read(async (db) => ({
      found: await incidentPage(db, asked),
      rules: await incidentRules(db),
    }));
    const shown = found.slice(0, INCIDENTS_SHOWN);
    const last = found.length > shown.length ? shown.at(-1) : undefined;
    const targets = options.targets().map(({ name }) => name);
    const incidents = shown.map(({ view }) => view);
    const next = toCursor(last && [last.row, 0]);
    return context.html(incidentsPage({ query, incidents, next, rules, targets }, page));
  });
}
