import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { acknowledgeIncident } from '../../../actions/incident-actions.ts';
import { incidentDetail } from '../../../store/views/incident-detail.ts';
import type { AcknowledgeLink, AcknowledgeLinks } from '../../auth/acknowledge-links.ts';
import { acknowledgePage } from './acknowledge-page.ts';
import type { WebEnv } from '../../auth/principal.ts';
import { SEALED_HEADERS } from '../../ui/page-frame.ts';
import { pageBasics } from '../../ui/page-context.ts';
import { monitoringState } from '../../health/monitoring-state.ts';
import type { WebOptions } from '../../options/web-options.ts';
import { pageWords } from '../../locale/page-words.ts';
import { refusedPage } from '../../ui/refused-page.ts';

export type AcknowledgeOptions = Pick<
  WebOptions,
  'store' | 'clock' | 'display' | 'targets' | 'channels' | 'unready'
> & {
  links: AcknowledgeLinks;
};

/** More than a form of ours can hold. */
const MOST_BYTES = 8 * 1024;

/**
 * The page that the link in a mail opens. GET only shows: mail scanners follow links. POST acts, with what was signed and
 * nothing else: whoever holds the link may do what it says, so there is no session that another site could use.
 */
export function createAcknowledgePages(options: AcknowledgeOptions): Hono<WebEnv> {
  const pages = new Hono<WebEnv>();
  const path = '/incidents/:incident/acknowledge';
  pages.use(path, async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(SEALED_HEADERS)) context.header(name, value);
  });
  pages.get(path, (context) => answer(context, toLink(context, context.req.query()), options));
  const onError = (context: Context) =>
    context.html(refusedPage({ why: 'tooLarge', words: pageWords(options.display().language) }), 413);
  pages.post(path, bodyLimit({ maxSize: MOST_BYTES, onError }), async (context) => {
    const form = await context.req.parseBody().catch(() => ({}));
    return await answer(context, toLink(context, form), options);
  });
  return pages;
}

function toLink(context: Context, fields: Readonly<Record<string, unknown>>): AcknowledgeLink {
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  const incident = context.req.param('incident') ?? '';
  return { incident, for: text('for'), until: text('until'), signature: text('signature') };
}

async function answer(
  context: Context,
  link: AcknowledgeLink,
  options: AcknowledgeOptions,
): Promise<Response> {
  const page = pageBasics(options);
  const { words } = page;
  const verdict = options.links.check(link, page.now);
  // Before the incident is looked up: who has no link learns nothing, not even which incidents there are.
  if (verdict === 'forged') return context.html(refusedPage({ why: 'forged', words }), 403);
  const { incident: id } = link;
  if (verdict === 'expired') return context.html(refusedPage({ why: 'expired', incident: id, words }), 403);
  const { store, clock } = options;
  const isAsked = context.req.method === 'POST';
  const operator = { at: clock.now(), by: link.for, comment: '' };
  if (isAsked) await store.write((trx) => acknowledgeIncident(trx, id, operator));
  const detail = await store.read((db) => incidentDetail(db, id));
  if (detail === undefined) return context.html(refusedPage({ why: 'unknown', words }), 404);
  const monitoring = await monitoringState(options, page.now);
  // By this link, since now or since an earlier click.
  const isDone = isAsked && detail.incident.acknowledged?.by === link.for;
  return context.html(acknowledgePage({ detail, monitoring, link, isDone }, page));
}
