import { hintText } from '../../../render/words/delivery-hint-words.ts';
import type { Language } from '../../../core/message/message.ts';
import {
  ENTRY_STATES,
  type AttemptView,
  type EntryState,
  type NotificationView,
} from '../../../store/views/notification-views.ts';
import { toIso, type Instant } from '../../../platform/time.ts';
import type { Backend } from '../../backend/backend.ts';
import { withBackend, type BackendLocation } from '../../session/session.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { findIncident } from '../../session/find-incident.ts';
import { resolveName, unknownName } from '../../session/resolve-name.ts';
import { inZone, tableTime } from '../../terminal/table-time.ts';
import { formatTable } from '../../terminal/table.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** What `--state` takes; without it, what was not delivered is listed. */
export const NOTIFICATION_CHOICES = [...ENTRY_STATES, 'all'] as const;

/**
 * `batchwatch notifications`: sent, pending and undeliverable notifications, the newest first.
 * @throws ConfigFault, StoreFault, RemoteFault
 */
export async function notifications(
  options: {
    location: BackendLocation;
    state?: (typeof NOTIFICATION_CHOICES)[number];
    receiver?: string;
    incident?: string;
    json: boolean;
  },
  terminal: Terminal,
): Promise<number> {
  return await withBackend(options.location, terminal, async (backend) => {
    const words = cliWords(backend.language);
    const receiver = await resolveName(options.receiver, backend.receivers);
    const incident =
      options.incident === undefined
        ? undefined
        : await findIncident(backend.incidents, options.incident, words.incidents);
    if (incident !== undefined && incident.id === undefined) {
      terminal.err(incident.error);
      return incident.exitCode;
    }
    const found: NotificationView[] = [];
    const asked = { receiver: receiver?.name, incident: incident?.id };
    for (const state of statesOf(options.state))
      found.push(...(await backend.notifications.list({ ...asked, state })));
    if (found.length === 0 && receiver?.isKnown === false) {
      terminal.err(unknownName('receiver', receiver, words.names));
      return EXIT.failed;
    }
    const newestFirst = found.toSorted((a, b) => b.id - a.id);
    const { columns } = terminal;
    terminal.out(options.json ? toJson(newestFirst) : toText(newestFirst, { ...backend, columns }));
    return EXIT.done;
  });
}

function statesOf(choice: (typeof NOTIFICATION_CHOICES)[number] | undefined): readonly EntryState[] {
  if (choice === undefined) return ['waiting', 'dead'];
  return choice === 'all' ? ENTRY_STATES : [choice];
}

function toText(
  found: readonly NotificationView[],
  { timezone, language, columns }: Pick<Backend, 'timezone' | 'language'> & Pick<Terminal, 'columns'>,
): string {
  const words = cliWords(language).notifications;
  if (found.length === 0) return words.none;
  const rows = found.map((entry) => [
    String(entry.id),
    words.states[entry.state],
    tableTime(entry.createdAt, timezone),
    entry.receiver,
    entry.recipient,
    words.what(entry.title, words.kinds[entry.kind]),
    entry.incident ?? '',
    String(entry.attempts),
    whyOf(entry, language),
  ]);
  const head = words.columns.map((name, at) => (at === 2 ? inZone(name, timezone) : name));
  return formatTable(head, rows, { columns, elastic: [3, 4, 5, 8] });
}

/** Why it waits, what was last answered to it, and what can be done. */
function whyOf({ state, waits, lastAttempts }: NotificationView, language: Language): string {
  const words = cliWords(language).notifications;
  const last = state === 'sent' ? undefined : lastAttempts.findLast(({ endedAt }) => endedAt !== undefined);
  const wait = waits === undefined ? '' : words.waits[waits.reason];
  const answer = last === undefined ? '' : answerOf(last, language);
  return [wait, answer].filter((text) => text !== '').join(words.comma);
}

function answerOf({ reason = '', response = '', hint }: AttemptView, language: Language): string {
  const answer = [reason, response].filter((text) => text !== '').join(': ');
  return hint === undefined
    ? answer
    : `${answer}${cliWords(language).notifications.hint(hintText(hint, language))}`;
}

/** Key by key: the order is the same wherever they come from. */
function toJson(found: readonly NotificationView[]): string {
  return formatJson(
    found.map(({ waits, ...entry }) => ({
      id: entry.id,
      state: entry.state,
      channel: entry.channel,
      receiver: entry.receiver,
      recipient: entry.recipient,
      messageId: entry.messageId,
      kind: entry.kind,
      title: entry.title,
      incident: entry.incident,
      createdAt: toIso(entry.createdAt),
      settledAt: toIsoIfAny(entry.settledAt),
      waits: waits && { reason: waits.reason, until: toIso(waits.until), since: toIsoIfAny(waits.since) },
      attempts: entry.attempts,
      lastAttempts: entry.lastAttempts.map(({ startedAt, endedAt, outcome, reason, response, hint }) => ({
        startedAt: toIso(startedAt),
        endedAt: toIsoIfAny(endedAt),
        outcome,
        reason,
        response,
        hint,
      })),
    })),
  );
}

function toIsoIfAny(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at);
}
