import type { Context } from 'hono';
import { matchersMeant } from '../../../core/mute/matchers-meant.ts';
import { addSilence, expireSilence, silencesSince } from '../../../store/incidents/silences.ts';
import { DAY, type Duration } from '../../../platform/time.ts';
import type { WebEnv } from '../../base/principal.ts';
import { deedOf } from '../../base/deed.ts';
import { readMatchers, readTimes, type MatchersFault, type TimesFault } from '../../base/silence-request.ts';
import { pageContext } from '../../ui/page-context.ts';
import type { Pages, PageParts } from '../../ui/page-parts.ts';
import { readForm, smallForm } from '../../ui/read-form.ts';
import { silenceFault } from './silence-fault.ts';
import type { AskedSilence } from './silence-form.ts';
import { silencesPage } from './silences-page.ts';

/** How long those that are over are still shown. */
const SHOWN_AFTER: Duration = 7 * DAY;

/** What is not told for a time, by whom and why; adding and ending. */
export function addSilences(pages: Pages, parts: PageParts): void {
  const { access, store, clock } = parts;
  pages.get('/silences', access.requires('read'), (context) => show(context, parts));
  pages.post('/silences', access.requires('write'), smallForm(parts), async (context) => {
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
    const { link, timezone, words } = pageContext(context, parts);
    const matchers = readMatchers(asked.matchers);
    // An end that was written goes before a span that the form proposes.
    const span = readTimes(until === '' ? { for: asked.for } : { until }, { now, timezone });
    const refuse = (fault: MatchersFault | TimesFault) =>
      show(context, parts, { asked, fault: silenceFault(fault, words.pages.silences), back });
    if ('fault' in matchers) return await refuse(matchers);
    if (typeof span === 'string') return await refuse(span);
    const { by: author, comment } = deedOf(context.get('principal'), asked);
    const meant = matchersMeant(matchers, targetNames(parts));
    await store.write((trx) =>
      addSilence(trx, { ...span, matchers: meant, author, comment, createdAt: now }),
    );
    return context.redirect(link(back === '' ? '/silences' : `/incidents/${encodeURIComponent(back)}`), 303);
  });
  pages.post('/silences/:id/expire', access.requires('write'), smallForm(parts), async (context) => {
    const id = Number(context.req.param('id'));
    if (Number.isSafeInteger(id))
      await store.write((trx) =>
        expireSilence(trx, { id, by: deedOf(context.get('principal'), {}).by, now: clock.now() }),
      );
    return context.redirect(pageContext(context, parts).link('/silences'), 303);
  });
}

async function show(
  context: Context<WebEnv>,
  parts: PageParts,
  refused?: { asked: AskedSilence; fault: string; back: string },
): Promise<Response> {
  const shown = pageContext(context, parts);
  const silences = await parts.store.read((db) => silencesSince(db, shown.now - SHOWN_AFTER));
  const { current, over } = context.req.query();
  return context.html(
    silencesPage({ silences, targets: targetNames(parts), refused, asked: { current, over } }, shown),
    refused === undefined ? 200 : 400,
  );
}

function targetNames({ targets }: PageParts): readonly string[] {
  return targets().map(({ name }) => name);
}
