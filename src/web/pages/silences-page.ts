import { html } from 'hono/html';
import { matchesGlob } from '../../alerts/glob.ts';
import { silenceState, type Silence, type SilenceMatcher } from '../../alerts/silence.ts';
import { listTable } from './list-table.ts';
import type { PageContext } from './page-context.ts';
import { pageFrame } from './page-frame.ts';
import type { Html } from './html.ts';
import { silenceForm, type AskedSilence } from './silence-form.ts';
import { visible } from './visible.ts';

interface Shown {
  readonly silences: readonly Silence[];
  /** Names of the configured ones. */
  readonly targets: readonly string[];
  /** Given when what was typed could not be used. */
  readonly refused?:
    | { readonly asked: AskedSilence; readonly fault: string; readonly back: string }
    | undefined;
}

/** The silences that hold, those to come, those that are over for a few days, and a form for one more. */
export function silencesPage(shown: Shown, context: PageContext): Html {
  const { words, now, mayWrite } = context;
  const { silences: said } = words.pages;
  const { silences } = shown;
  const isOver = (silence: Silence) => silenceState(silence, now) === 'expired';
  const [current, over] = [silences.filter((silence) => !isOver(silence)), silences.filter(isOver)];
  const form = mayWrite ? formSection(shown, context) : '';
  return pageFrame({
    language: words.tag,
    title: said.title,
    bar: { context, current: 'silences' },
    body: html`<h1>${said.title}</h1>
      <p class="dim">${said.intro}</p>
      ${shown.refused === undefined ? '' : form}
      <section class="card">
        <h2 id="current">${said.current}</h2>
        ${
          current.length === 0
            ? html`<p class="empty">${said.none}</p>`
            : table(current, { label: said.current, mayEnd: mayWrite, shown, context })
        }
      </section>
      ${shown.refused === undefined ? form : ''}
      <section class="card">
        <h2 id="over">${said.over}</h2>
        ${
          over.length === 0
            ? html`<p class="empty">${said.noneOver}</p>`
            : table(over.toReversed(), { label: said.over, mayEnd: false, shown, context })
        }
      </section>`,
  });
}

function formSection({ refused }: Shown, context: PageContext): Html {
  const { title } = context.words.pages.silences.form;
  const back = refused?.back ?? '';
  const form = {
    asked: refused?.asked ?? { matchers: '' },
    ...(back !== '' && { back }),
    id: 'new',
    fault: refused?.fault,
  };
  return html`<section class="card" aria-labelledby="add">
    <h2 id="add">${title}</h2>
    ${silenceForm(form, context)}
  </section>`;
}

function table(
  silences: readonly Silence[],
  of: {
    readonly mayEnd: boolean;
    readonly label: string;
    readonly shown: Shown;
    readonly context: PageContext;
  },
): Html {
  const { columns } = of.context.words.pages.silences;
  const { id, state, matchers, from, until, author } = columns;
  const head = [id, state, matchers, until, author, from];
  return listTable({ label: of.label, head, rows: silences.map((silence) => cells(silence, of)) });
}

function cells(
  silence: Silence,
  of: { readonly mayEnd: boolean; readonly shown: Shown; readonly context: PageContext },
): readonly (Html | string)[] {
  const { mayEnd, shown, context } = of;
  const { words, now, time, link } = context;
  const { states, expire } = words.pages.silences;
  const { id, matchers, from, until, author, comment } = silence;
  const state = silenceState(silence, now);
  const end = html`<form method="post" action="${link(`/silences/${id}/expire`)}">
    <button class="small" type="submit">${expire(id)}</button>
  </form>`;
  return [
    String(id),
    html`<span class="mark ${state === 'active' ? 'acknowledged' : ''}">${states[state]}</span>
      ${mayEnd ? end : ''}`,
    html`${matchers.map((matcher) => matcherLine(matcher, { shown, context }))}`,
    time(until),
    html`${visible(author)}${comment === '' ? '' : html`<br /><span class="dim">${visible(comment, 500)}</span>`}`,
    time(from),
  ];
}

function matcherLine(
  { key, glob }: SilenceMatcher,
  { shown, context }: { readonly shown: Shown; readonly context: PageContext },
): Html {
  const isMistyped = key === 'target' && !shown.targets.some((name) => matchesGlob(glob, name));
  const note = isMistyped ? html` <span class="bad">${context.words.pages.silences.noSuchTarget}</span>` : '';
  return html`<div class="matcher"><code>${key}=${visible(glob)}</code>${note}</div> `;
}
