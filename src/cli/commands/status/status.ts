import { toSystemStatusJson } from '../../../http/api/json/status-json.ts';
import type { SystemStatus } from '../../../http/health/system-status.ts';
import { pageWords } from '../../../http/locale/page-words.ts';
import { faultWords } from '../../../render/words/fault-words.ts';
import { EXIT } from '../../exit/exit-code.ts';
import type { Session } from '../../session/session.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { tableTime } from '../../terminal/table-time.ts';
import { heldTable, leaseName, leaseTable, replicaTable, targetTable } from './status-tables.ts';

/** `batchwatch status`: shows who does the work, and what is wrong. @throws StoreFault, RemoteFault */
export async function status(session: Session, { json = false }: { json?: boolean }): Promise<number> {
  const { backend, terminal } = session;
  const now = await backend.status();
  terminal.out(json ? formatJson(toSystemStatusJson(now)) : statusText(now, session));
  return EXIT.done;
}

/** More names would fill the screen. */
const MOST_NAMED = 10;

function statusText(now: SystemStatus, session: Session): string {
  const parts = [summary(now, session), replicaPart(now, session), targetPart(now, session)];
  return [...parts, outboxPart(now, session)].join('\n');
}

function summary({ ready, reasons, problems, incidents }: SystemStatus, session: Session): string {
  const { language } = session.backend;
  const { status: words } = session.words;
  const { troubles } = pageWords(language).pages.now.monitoring;
  const why = reasons.slice(0, MOST_NAMED).map((reason) => faultWords(reason, language));
  const more = reasons.length > MOST_NAMED ? ['…'] : [];
  return lines([
    ready ? words.ready : words.notReady([...why, ...more]),
    ...problems.filter((problem) => problem !== 'unready').map((problem) => words.problem(troubles[problem])),
    words.incidents(incidents.open, incidents.acknowledged),
  ]);
}

function replicaPart(now: SystemStatus, session: Session): string {
  const { status: words } = session.words;
  if (now.replicas.length === 0) return lines([words.noReplicas]);
  const holdsAny = now.replicas.some(({ leases }) => leases.length > 0);
  const leases = holdsAny ? `\n${leaseTable(now.replicas, session)}` : '';
  return `${replicaTable(now.replicas, session)}${leases}${unheldLine(now, session)}`;
}

function unheldLine({ unheld }: SystemStatus, { words: { status: words } }: Session): string {
  if (unheld.length === 0) return '';
  const names = unheld.slice(0, MOST_NAMED).map(leaseName);
  return lines([words.unheld(names, unheld.length - names.length)]);
}

function targetPart(now: SystemStatus, session: Session): string {
  const { status: words } = session.words;
  const { up, failing, overdue, unpolled } = now.targets;
  const others = up + failing + overdue + unpolled - now.worstTargets.length;
  const table = now.worstTargets.length === 0 ? '' : targetTable(now, session);
  return `${lines([words.targets(now.targets)])}${table}${others > 0 ? lines([words.otherTargets(others)]) : ''}`;
}

function outboxPart({ outbox }: SystemStatus, session: Session): string {
  const { status: words } = session.words;
  const { waiting, dead, oldestWaitingAt: oldest, held } = outbox;
  const since = oldest === undefined ? undefined : tableTime(oldest, session.backend.timezone);
  const sums = lines([words.outbox(words.waiting(waiting, since), dead)]);
  return held.length === 0 ? sums : `${sums}${heldTable(held, session)}`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
