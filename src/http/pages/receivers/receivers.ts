import { type TryOutcome, tryReceiver } from '../../../actions/try-receiver.ts';
import { entriesOf } from '../../../store/outbox/notifications.ts';
import { notificationsByIds } from '../../../store/views/notification-views.ts';
import { receiverViews } from '../../../store/views/receiver-views.ts';
import { TRY_REFUSALS } from '../../api/query/try-refusals.ts';
import { actorOf } from '../../auth/actor-of.ts';
import type { Html } from '../../base/html.ts';
import { numberedLinks, numberedPage } from '../../ui/numbered-pages.ts';
import { pageContext, type PageContext } from '../../ui/page-context.ts';
import { barPage } from '../../ui/page-frame.ts';
import type { PageOptions, Pages } from '../../ui/page-options.ts';
import { withQuery } from '../../ui/page-paths.ts';
import { readForm, smallForm } from '../../ui/read-form.ts';
import { receiversPage } from './receivers-page.ts';

const PATH = '/receivers';
/** A page stays well below 100 kB. */
const MOST_CARDS = 20;

/** The parts of the page that a visit asks for, beside the receivers. */
interface Asked {
  /** The cursor of the page among several. */
  page?: string | undefined;
  /** The notification of a test that was just sent. */
  tested?: string | undefined;
  /** Why a test was not sent. */
  refused?: Extract<TryOutcome, string>;
}

/** The receivers, how things stand on their ways, and a button that tests each. */
export function addReceivers(pages: Pages, options: PageOptions): void {
  pages.get(PATH, options.access.requires('read'), async (context) => {
    const { page, tested } = context.req.query();
    return context.html(await draw(pageContext(context, options), options, { page, tested }));
  });
  pages.post(`${PATH}/:name/test`, options.access.requires('write'), smallForm(options), async (context) => {
    const field = await readForm(context);
    const { by } = actorOf(context.get('principal'), {});
    const channel = field('channel') || undefined;
    const outcome = await tryReceiver({ receiver: context.req.param('name'), channel, by }, options);
    const shown = pageContext(context, options);
    const page = field('page') || undefined;
    if (typeof outcome === 'string')
      return context.html(
        await draw(shown, options, { page, refused: outcome }),
        TRY_REFUSALS[outcome].status,
      );
    return context.redirect(shown.link(withQuery(PATH, { page, tested: outcome.notification })), 303);
  });
}

async function draw(context: PageContext, options: PageOptions, asked: Asked): Promise<Html> {
  const { title } = context.words.pages.receivers;
  const shown = numberedPage(options.receiverPlans(), { asked: asked.page, size: MOST_CARDS });
  const tested = Number(asked.tested ?? Number.NaN);
  const found = await options.store.read(async (db) => {
    const ids = Number.isSafeInteger(tested) ? await entriesOf(db, tested) : [];
    const entries = await notificationsByIds(db, ids, context.now);
    return {
      views: await receiverViews(db, shown.items, context.now),
      test: entries.filter(({ kind }) => kind === 'test'),
    };
  });
  const links = numberedLinks(shown, { path: PATH, name: 'page', label: title }, context);
  const body = receiversPage({ ...found, refused: asked.refused, page: asked.page, links }, context);
  return barPage(context, { title, body, current: 'receivers' });
}
