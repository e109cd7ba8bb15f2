import { type Fallback, showDestination } from '../../../core/receiver.ts';
import { toReceiverJson } from '../../../http/api/json/receiver-json.ts';
import { formatDuration, NEVER } from '../../../platform/time.ts';
import { wordLists } from '../../../render/words/word-lists.ts';
import { severityWord } from '../../../render/words/severity-words.ts';
import type { DestinationView, ReceiverView } from '../../../store/views/receiver-views.ts';
import { EXIT } from '../../exit/exit-code.ts';
import type { Session } from '../../session/session.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { inZone, tableTime } from '../../terminal/table-time.ts';
import { formatTable } from '../../terminal/table.ts';
import { answerText } from './answer-text.ts';

/** `batchwatch receivers`: shows how things stand at each destination. @throws StoreFault, RemoteFault */
export async function receivers(session: Session, { json = false }: { json?: boolean }): Promise<number> {
  const { backend, terminal, words } = session;
  const views = await backend.receivers.list();
  const head = words.receivers.columns.map((name, at) => (at === 6 ? inZone(name, backend.timezone) : name));
  const rows = views.flatMap((view) => view.destinations.map((one) => toRow(view, one, session)));
  const space = { columns: terminal.columns, elastic: [0, 1, 2, 4, 7, 9] };
  terminal.out(json ? formatJson(views.map(toReceiverJson)) : formatTable(head, rows, space));
  return EXIT.done;
}

function toRow({ name, rules, fallback }: ReceiverView, at: DestinationView, session: Session): string[] {
  const { language, timezone } = session.backend;
  const { receivers: words, notifications } = session.words;
  const severities = at.severities?.map((severity) => severityWord(severity, language));
  const time = (moment: number) => tableTime(moment, timezone);
  return [
    name,
    showDestination(at),
    rules.join(notifications.comma) || words.noRules,
    severities?.join(notifications.comma) ?? words.allSeverities,
    at.oldestWaiting === undefined ? String(at.waiting) : words.waiting(at.waiting, time(at.oldestWaiting)),
    String(at.undeliverable),
    at.lastDeliveredAt === undefined ? words.never : time(at.lastDeliveredAt),
    at.lastFailure === undefined
      ? ''
      : words.failure(time(at.lastFailure.at), answerText(at.lastFailure, language)),
    pausedText(at, session),
    fallback === undefined ? '' : fallbackText(fallback, session),
  ];
}

/** Says until when nothing is offered at a destination. */
function pausedText({ pausedUntil }: DestinationView, { backend, words }: Session): string {
  if (pausedUntil === undefined) return '';
  const { until, gone } = words.receivers.paused;
  return pausedUntil < NEVER ? until(tableTime(pausedUntil, backend.timezone)) : gone;
}

function fallbackText({ receivers: standIns, after }: Fallback, { backend, words }: Session): string {
  const span = formatDuration(after, wordLists(backend.language).units);
  return words.receivers.fallback(standIns.join(words.notifications.comma), span);
}
