import type { Context } from 'hono';
import { createSilence, expireSilence } from '../../../actions/silences.ts';
import { silencesSince } from '../../../store/incidents/silences.ts';
import { DAY, type Duration } from '../../../platform/time.ts';
import type { WebEnv } from '../../auth/principal.ts';
import { actorOf } from '../../auth/actor-of.ts';
import {
  readMatchers,
  readTimes,
  type MatchersFault,
  type TimesFault,
} from '../../../core/mute/silence-request.ts';
import { pageContext } from '../../ui/page-context.ts';
import type { Pages, PageOptions } from '../../ui/page-options.ts';
import { readForm, smallForm } from '../../ui/read-form.ts';
import { silenceFault } from './silence-fault.ts';
import type { AskedSilence } from './silence-form.ts';
import { silencesPage } from './silences-page.ts';
import { incidentPath } from '../../ui/page-paths.ts';

/** Ended silences are shown for so long. */
const SHOWN_AFTER: Duration = 7 * DAY;

/** Silences, with author and reason; adding and ending. */
export function addSilences(pages: Pages, options: PageOptions): void {
  const { access, store, clock } = options;
  pages.get('/silences', access.requires('read'), (context) => show(context, options));
  pages.post('/silences', access.requires('write'), smallForm(options), async (context) => {
    const field = await readForm(context);
    const [until, back] = [field('until'), field('back')];
    const asked = {
      matchers: field('matchers'),
      for: field('for'),
      until,
      author: field('author'),
      comment: field('comment'),
    };
    const now = clock.now();
    const { link, timezone, words } = pageContext(context, options);
    const matchers = readMatchers(asked.matchers);
    // An end that was written goes before a span that the form proposes.
    const span = readTimes(until === '' ? { for: asked.for } : { until }, { now, timezone });
    const refuse = (fault: MatchersFault | TimesFault) =>
      show(context, options, { asked, fault: silenceFault(fault, words.pages.silences), back });
    if ('fault' in matchers) return await refuse(matchers);
    if (typeof span === 'string') return await refuse(span);
    const { by: author, comment } = actorOf(context.get('principal'), asked);
    const silence = { ...span, matchers, author, comment };
    await store.write((trx) => createSilence(trx, silence, { now, targets: targetNames(options) }));
    return context.redirect(link(back === '' ? '/silences' : incidentPath(back)), 303);
  });
  pages.post('/silences/:id/expire', access.requires('write'), smallForm(options), async (context) => {
    const id = Number(context.req.param('id'));
    if (Number.isSafeInteger(id))
      await store.write((trx) =>
        expireSilence(trx, { id, by: actorOf(context.get('principal'), {}).by, now: clock.now() }),
      );
    return context.redirect(pageContext(context, options).link('/silences'), 303);
  });
}

async function show(
  context: Context<WebEnv>,
  options: PageOptions,
  refused?: { asked: AskedSilence; fault: string; back: string },
): Promise<Response> {
  const shown = pageContext(context, options);
  const silences = await options.store.read((db) => silencesSince(db, shown.now - SHOWN_AFTER));
  const { current, over } = context.req.query();
  return context.html(
    silencesPage({ silences, targets: targetNames(options), refused, asked: { current, over } }, shown),
    refused === undefined ? 200 : 400,
  );
}

function targetNames({ targets }: PageOptions): readonly string[] {
  return targets().map(({ name }) => name);
}
