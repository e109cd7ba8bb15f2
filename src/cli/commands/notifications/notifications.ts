import type { Language } from '../../../core/message/message.ts';
import { showDestination } from '../../../core/receiver.ts';
import { toNotificationJson } from '../../../http/api/json/notification-json.ts';
import { ENTRY_STATES, type EntryState } from '../../../core/entry-states.ts';
import type { NotificationView } from '../../../store/views/notification-views.ts';
import { cliWords } from '../../locale/cli-words.ts';
import { findIncident } from '../../session/find-incident.ts';
import { printList, type Listing } from '../../session/print-list.ts';
import { resolveName, unknownName } from '../../session/resolve-name.ts';
import { refuse, type Session } from '../../session/session.ts';
import { inZone, tableTime } from '../../terminal/table-time.ts';
import { answerText } from './answer-text.ts';
import type { NOTIFICATION_CHOICES } from './notification-choices.ts';

export interface NotificationsOptions {
  state?: (typeof NOTIFICATION_CHOICES)[number];
  receiver?: string;
  channel?: string;
  incident?: string;
  json?: boolean;
}

/** `batchwatch notifications`: lists notifications, the newest first. @throws StoreFault, RemoteFault */
export async function notifications(session: Session, options: NotificationsOptions): Promise<number> {
  const { backend, words } = session;
  const receiver = await resolveName(options.receiver, backend.receivers.names);
  const incident = options.incident === undefined ? undefined : await findIncident(session, options.incident);
  if (incident !== undefined && 'exitCode' in incident) return incident.exitCode;
  const found: NotificationView[] = [];
  const asked = { receiver: receiver?.name, channel: options.channel, incident: incident?.id };
  for (const state of statesOf(options.state))
    found.push(...(await backend.notifications.list({ ...asked, state })));
  if (found.length === 0 && receiver?.isKnown === false)
    return refuse(session, unknownName('receiver', receiver, words.names));
  const newestFirst = found.toSorted((a, b) => b.id - a.id);
  return printList(session, newestFirst, { ...listing(session), json: options.json });
}

function statesOf(choice: NotificationsOptions['state']): readonly EntryState[] {
  if (choice === undefined) return ['waiting', 'dead'];
  return choice === 'all' ? ENTRY_STATES : [choice];
}

function listing({ backend, words: { notifications: words } }: Session): Listing<NotificationView> {
  const { timezone, language } = backend;
  return {
    none: words.none,
    head: words.columns.map((name, at) => (at === 2 ? inZone(name, timezone) : name)),
    toRow: (entry) => [
      String(entry.id),
      words.states[entry.state],
      tableTime(entry.createdAt, timezone),
      entry.receiver,
      showDestination(entry),
      words.what(entry.title, words.kinds[entry.kind]),
      entry.incident ?? '',
      String(entry.attempts),
      whyOf(entry, language),
    ],
    elastic: [3, 4, 5, 8],
    toJson: toNotificationJson,
  };
}

/** Joins why it waits, the last answer to it, and the hint. */
function whyOf({ state, waits, lastAttempts }: NotificationView, language: Language): string {
  const words = cliWords(language).notifications;
  const last = state === 'sent' ? undefined : lastAttempts.findLast(({ endedAt }) => endedAt !== undefined);
  const wait = waits === undefined ? '' : words.waits[waits.reason];
  const answer = last === undefined ? '' : answerText(last, language);
  return [wait, answer].filter((text) => text !== '').join(words.comma);
}
