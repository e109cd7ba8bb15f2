import { html } from 'hono/html';
import type { CodeAdvice } from '../../../core/message/code-advice.ts';
import { errorCodeOf } from '../../../core/job/error-code.ts';
import type { IncidentDetail, MemberView } from '../../../store/views/incident-detail.ts';
import { apiMessage } from './api-message.ts';
import type { Html } from '../../base/html.ts';
import type { PageBasics } from '../../ui/page-context.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { visible } from '../../ui/visible.ts';

/** The error codes of an incident, the commonest first: what each means, and what the API said with it. */
export function incidentCauses(detail: IncidentDetail, context: PageBasics): readonly Html[] {
  return causesOf(detail).map((cause) => causeNote(cause, detail, context));
}

/** An error code, with the different messages that came with it, the commonest first. */
interface Cause {
  /** Empty where the API gave none. */
  code: string;
  messages: readonly string[];
}

/** More codes than these make no cause plain. */
const MOST_CODES = 10;
/** Further messages stand on the pages of their jobs. */
const MOST_MESSAGES = 3;

function causesOf({ members, advice, incident }: IncidentDetail): readonly Cause[] {
  const failed = members.filter(
    ({ state, code, message }) => state === 'Failed' && `${code}${message}` !== '',
  );
  const byCode = [...byFrequency(failed, errorCodeOf)].map(([code, jobs]) => ({
    code,
    messages: [...byFrequency(jobs, ({ message }) => message.trim()).keys()].filter((text) => text !== ''),
  }));
  // Codes of objects, and those of an incident that notified before its jobs were pruned.
  const others = [...advice.map(({ code }) => code), incident.labels.code ?? ''];
  const rest = [...new Set(others)].filter(
    (code) => code !== '' && !byCode.some((cause) => cause.code === code),
  );
  return [...byCode, ...rest.map((code) => ({ code, messages: [] }))].slice(0, MOST_CODES);
}

function byFrequency(
  members: readonly MemberView[],
  keyOf: (member: MemberView) => string,
): ReadonlyMap<string, readonly MemberView[]> {
  return new Map(
    [...Map.groupBy(members, keyOf)].toSorted(([, one], [, other]) => other.length - one.length),
  );
}

function causeNote({ code, messages }: Cause, detail: IncidentDetail, context: PageBasics): Html {
  const { words } = context;
  const { why } = words.pages.incident;
  const known = adviceOn(code, detail, context);
  const shownMessages = messages
    .slice(0, MOST_MESSAGES)
    .map((message) => html`<div>${apiMessage(message)}</div>`);
  const rest = messages.length - shownMessages.length;
  const more = rest > 0 ? html`<p class="dim">${why.moreMessages(rest)}</p>` : '';
  const all = html`${shownMessages}${more}`;
  if (code === '')
    return html`<div class="cause-note">
      <p><strong>${why.noCode}</strong></p>
      ${all}
    </div>`;
  const head = html`<strong>${visible(code, 60)}</strong>${words.colon}`;
  if (known === undefined)
    return html`<div class="cause-note">
      <p>${head}${messages.length === 0 ? why.unknown : why.unknownMessage}</p>
      ${all}
    </div>`;
  return html`<div class="cause-note">
    ${adviceNote(known, head, context)} ${messages.length === 0 ? '' : html`<p>${why.apiMessage}</p>`}${all}
  </div>`;
}

/** As the configuration and the table say it now; else as its mails said it. */
function adviceOn(
  code: string,
  { advice }: IncidentDetail,
  { words, errorCodes }: PageBasics,
): CodeAdvice | undefined {
  const known = errorCodes.get(code)?.[words.tag];
  // What its mails advised without an action was that the code is not known.
  return known ? { code, ...known } : advice.find((one) => one.code === code && one.action !== '');
}

function adviceNote({ code, means, action, link }: CodeAdvice, head: Html, { words }: PageBasics): Html {
  const { why } = words.pages.incident;
  const more =
    link !== undefined && /^https?:\/\//.test(link)
      ? html`<br /><a href="${link}" rel="noreferrer">${why.more(visibleText(code, 60))}</a>`
      : '';
  return html`<p>${head}${visible(means, 500)}<br />${why.action(visibleText(action, 500))}${more}</p>`;
}
