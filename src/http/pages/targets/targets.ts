import { html } from 'hono/html';
import { incidentPage } from '../../../store/views/incident-lists.ts';
import { lastPolls, targetViews, type PollView, type TargetView } from '../../../store/views/target-views.ts';
import type { TargetPlan } from '../../options/web-options.ts';
import { numberedLinks, numberedPage } from '../../ui/numbered-pages.ts';
import { pageContext, type PageContext } from '../../ui/page-context.ts';
import { barPage, messageCard } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import type { PageOptions, Pages } from '../../ui/page-options.ts';
import { type Poller, readPollers } from './pollers.ts';
import { targetCard } from './target-card.ts';

/** Beside other targets; a target by itself shows all that are kept. */
const POLLS_SHOWN = 5;
/** Beside more targets they would fill the page, and stand on each target's own. */
const MOST_WITH_POLLS = 8;
/** A page stays well below 100 kB. */
const MOST_CARDS = 25;

/** The targets and their polls. */
export function addTargets(pages: Pages, options: PageOptions): void {
  pages.get('/targets', options.access.requires('read'), async (context) => {
    const page = pageContext(context, options);
    const plans = options.targets();
    const polls = plans.length > MOST_WITH_POLLS ? 0 : POLLS_SHOWN;
    const cards = await readTargets(options, { plans, polls });
    const { title } = page.words.pages.targets;
    // What is wrong comes first; else as configured.
    const urgentFirst = cards.toSorted((a, b) => Number(isFailing(b)) - Number(isFailing(a)));
    const shown = numberedPage(urgentFirst, { asked: context.req.query('page'), size: MOST_CARDS });
    const body = shown.items.map((card) => targetCard({ ...card, incidents: [], isAlone: false }, page));
    const links = numberedLinks(shown, { path: '/targets', name: 'page', label: title }, page);
    return context.html(
      frame(
        page,
        title,
        html`<h1>${title}</h1>
          <div class="entries">${body}</div>
          ${links}`,
      ),
    );
  });
  pages.get('/targets/:name', options.access.requires('read'), async (context) => {
    const page = pageContext(context, options);
    const plans = options.targets().filter(({ name }) => name === context.req.param('name'));
    const [card] = await readTargets(options, { plans, polls: undefined });
    if (card === undefined) return context.html(unknownTarget(page), 404);
    const asked = { ...OPEN_ONES, target: card.plan.name };
    const incidents = (await options.store.read((db) => incidentPage(db, asked))).map(({ view }) => view);
    const body = html`${backLink(page)} ${targetCard({ ...card, incidents, isAlone: true }, page)}`;
    return context.html(frame(page, card.plan.name, body));
  });
}

/** The newest of those that are not closed. */
const OPEN_ONES = {
  states: ['open', 'acknowledged'],
  before: Number.MAX_SAFE_INTEGER,
  limit: 10,
} as const;

interface ReadTarget {
  plan: TargetPlan;
  view: TargetView;
  polls: readonly PollView[] | undefined;
  poller: Poller | 'nobody' | undefined;
}

function isFailing({ view }: ReadTarget): boolean {
  return view.failing !== undefined;
}

async function readTargets(
  options: PageOptions,
  { plans, polls }: { plans: readonly TargetPlan[]; polls: number | undefined },
): Promise<readonly ReadTarget[]> {
  const pollers = await readPollers(options);
  return await options.store.read(async (db) => {
    const views = await targetViews(
      db,
      plans.map(({ name }) => name),
    );
    const found: ReadTarget[] = [];
    for (const [index, plan] of plans.entries()) {
      const view = views[index];
      const poller = pollers && (pollers.get(plan.name) ?? 'nobody');
      const last = polls === 0 ? undefined : await lastPolls(db, plan.name, polls);
      if (view !== undefined) found.push({ plan, view, polls: last, poller });
    }
    return found;
  });
}

function unknownTarget(page: PageContext): Html {
  const { unknown } = page.words.pages.targets;
  return frame(page, unknown.title, html`${backLink(page)} ${messageCard(unknown)}`);
}

function backLink({ words, link }: PageContext): Html {
  return html`<p><a href="${link('/targets')}">${words.pages.targets.back}</a></p>`;
}

function frame(context: PageContext, title: string, body: Html): Html {
  return barPage(context, { title, body, current: 'targets' });
}
