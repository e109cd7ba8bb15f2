import { html } from 'hono/html';
import type { TryOutcome } from '../../../actions/try-receiver.ts';
import type { Fallback } from '../../../core/receiver.ts';
import { formatDuration } from '../../../platform/time.ts';
import type { NotificationView } from '../../../store/views/notification-views.ts';
import type { ReceiverView } from '../../../store/views/receiver-views.ts';
import type { Html } from '../../base/html.ts';
import { detailList } from '../../ui/detail-list.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { visible } from '../../ui/visible.ts';
import { answerText } from '../notifications/answer-text.ts';
import { destinationState } from './destination-state.ts';

/** The content of the page. */
export interface ReceiversShown {
  views: readonly ReceiverView[];
  /** The copies of a test that was just sent. */
  test: readonly NotificationView[];
  /** Why a test was not sent. */
  refused: Extract<TryOutcome, string> | undefined;
  /** The cursor of the page among several. */
  page: string | undefined;
  links: Html | '';
}

/** The receivers, below what became of a test. */
export function receiversPage(shown: ReceiversShown, context: PageContext): Html {
  const words = context.words.pages.receivers;
  const { views, test, refused, page, links } = shown;
  return html`<h1>${words.title}</h1>
    <p class="dim">${words.intro}</p>
    ${refused === undefined ? '' : html`<p class="card" role="status">${words.refused[refused]}</p>`}
    ${test.length === 0 ? '' : testCard(test, context)}
    <div class="entries">${views.map((view) => receiverCard(view, page, context))}</div>
    ${links}`;
}

function testCard(test: readonly NotificationView[], context: PageContext): Html {
  const words = context.words.pages.receivers;
  const [first] = test;
  const isAnswered = test.every(({ lastAttempts }) => lastAttempts.at(-1)?.endedAt !== undefined);
  return html`<section class="card" role="status">
    <h2>${words.tested(first?.receiver ?? '')}</h2>
    <ul class="plain">
      ${test.map((entry) => {
        const last = entry.lastAttempts.at(-1);
        return html`<li>
          <span class="mark ${entry.state}">${words.outcomes[entry.state]}</span>
          ${visible(entry.recipient)} <code>${entry.channel}</code>
          ${last === undefined || last.outcome === undefined ? '' : html`<br />${answerText(last, context)}`}
        </li> `;
      })}
    </ul>
    ${isAnswered ? '' : html`<p class="dim">${words.notAnswered}</p>`}
  </section>`;
}

function receiverCard(view: ReceiverView, page: string | undefined, context: PageContext): Html {
  const words = context.words.pages.receivers;
  const { name, rules, fallback, destinations } = view;
  const isSeveral = new Set(destinations.map(({ channel }) => channel)).size > 1;
  return html`<article class="card entry" id="receiver-${encodeURIComponent(name)}">
    <h2>${visible(name)}</h2>
    ${detailList([
      [
        words.details.rules,
        rules.length === 0 ? words.noRules : visible(rules.join(context.words.comma), 500),
      ],
      fallback && [words.details.fallback, fallbackText(fallback, context)],
    ])}
    ${context.mayWrite ? testForm({ name, page, label: words.test(name), text: words.testAll }, context) : ''}
    ${destinations.map(
      (destination, at) =>
        html`<section class="way">
          <h3>${visible(destination.recipient)} <code>${destination.channel}</code></h3>
          ${destinationState(destination, context)}
          ${
            context.mayWrite && isSeveral && isFirstOf(destinations, at)
              ? testForm(
                  {
                    name,
                    page,
                    channel: destination.channel,
                    label: words.testOf(name, destination.channel),
                    text: words.testOne(destination.channel),
                  },
                  context,
                )
              : ''
          }
        </section> `,
    )}
  </article>`;
}

function fallbackText({ receivers, after }: Fallback, { words }: PageContext): Html {
  const span = formatDuration(after, words.pages.now.units);
  return visible(words.pages.receivers.fallback(receivers.join(words.comma), span), 500);
}

/** A channel with several destinations is tested as a whole. */
function isFirstOf(destinations: ReceiverView['destinations'], at: number): boolean {
  return destinations.findIndex(({ channel }) => channel === destinations[at]?.channel) === at;
}

interface TestForm {
  name: string;
  page: string | undefined;
  /** Left out: all of the receiver. */
  channel?: string;
  /** For those who hear the page: names the receiver. */
  label: string;
  text: string;
}

function testForm({ name, page, channel, label, text }: TestForm, { link }: PageContext): Html {
  const hidden = Object.entries({ page, channel }).filter(([, value]) => value !== undefined);
  return html`<form
    class="resend"
    method="post"
    action="${link(`/receivers/${encodeURIComponent(name)}/test`)}"
  >
    ${hidden.map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`)}
    <button type="submit" ${channel === undefined ? '' : html`class="small"`} aria-label="${label}">
      ${text}
    </button>
  </form>`;
}
