import { loadConfig } from '../../../config/load.ts';
import type { Language } from '../../../core/message/message.ts';
import { reasonWord } from '../../../render/words/reason-words.ts';
import { severityWord } from '../../../render/words/severity-words.ts';
import { incidentTimeline } from '../../../timeline/incident-timeline.ts';
import { jobTimeline } from '../../../timeline/job-timeline.ts';
import { notificationTimeline } from '../../../timeline/notification-timeline.ts';
import { ENTRY_LABELS, type TimelineEntry } from '../../../timeline/timeline-entry.ts';
import { wholeLine } from '../../../timeline/timeline-line.ts';
import { timelineWords } from '../../../timeline/timeline-words.ts';
import {
  incidentHistories,
  incidentRows,
  incidentsByPrefix,
  jobHistories,
  type IncidentHistory,
  type IncidentRows,
} from '../../../store/views/incident-history.ts';
import { jobIdInAnyCase, jobStories, type JobStory } from '../../../store/views/job-story.ts';
import { type StoreAddress, visitStore } from '../../../store/open/open-store.ts';
import { StoreFault } from '../../../store/store-fault.ts';
import type { Database } from '../../../store/database.ts';
import type { Store } from '../../../store/store.ts';
import { formatInstant, toIso, type Instant } from '../../../platform/time.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';
import type { CliWords } from '../../locale/en.ts';
import { toOutwardEvent, toOutwardRow } from './outward-rows.ts';

/**
 * `batchwatch explain`: every observation, transition, rule decision, incident and notification of one job, or all
 * of one incident, in order of time. @returns 1 when nothing is known by this id. @throws ConfigFault, StoreFault
 */
export async function explain(
  options: { config: string; id: string; json: boolean },
  terminal: Terminal,
): Promise<number> {
  const { timezone, language, storage } = loadConfig({ path: options.config, env: terminal.env });
  const words = cliWords(language);
  const typed = options.id.normalize('NFKC').trim();
  const id = showUnseen(typed);
  const store = await visitIfThere(storage, terminal);
  if (store === undefined) {
    terminal.err(`${words.explain.noStore(id, storage.path ?? storage.url)}\n`);
    return EXIT.failed;
  }
  try {
    const showTime = (at: Instant) => formatInstant(at, timezone);
    const found = await find(store, typed, { words, language, showTime });
    if (found.length === 1 || found.every(({ isJob }) => isJob)) {
      if (found.length > 0) {
        terminal.out(options.json ? formatJson(jsonOf(found)) : found.map(({ text }) => text).join('\n'));
        return EXIT.done;
      }
      terminal.err(`${words.explain.unknown(id, store.place)}\n`);
      return EXIT.failed;
    }
    terminal.err(`${words.explain.ambiguous(id)}\n${found.map(({ head }) => `  ${head}\n`).join('')}`);
    return EXIT.failed;
  } finally {
    await store.close();
  }
}

async function visitIfThere(storage: StoreAddress, { clock }: Terminal): Promise<Store | undefined> {
  try {
    return await visitStore(storage, clock);
  } catch (error) {
    if (error instanceof StoreFault && error.code === 'store-missing') return undefined;
    throw error;
  }
}

/** Something that can be explained. */
interface Found {
  isJob: boolean;
  head: string;
  text: string;
  json: unknown;
}

/** A job of several targets is an array, also when it is of one; an incident is an object. */
function jsonOf(found: readonly Found[]): unknown {
  return found[0]?.isJob === false ? found[0].json : found.map(({ json }) => json);
}

interface Context {
  words: CliWords;
  language: Language;
  showTime: (at: Instant) => string;
}

/** Returns the jobs of this id, else the incidents whose ids have this prefix. */
async function find(store: Store, id: string, context: Context): Promise<Found[]> {
  return await store.read(async (db) => {
    const exact = await jobStories(db, id);
    const stories = exact.length > 0 ? exact : await jobStories(db, (await jobIdInAnyCase(db, id)) ?? id);
    if (stories.length > 0) return await Promise.all(stories.map((story) => foundJob(db, story, context)));
    if (id.length < SHORTEST_PREFIX) return [];
    // Ids of incidents are made in lower case.
    const incidents = await incidentsByPrefix(db, id.toLowerCase());
    const rows = incidents.map((incident) => incident.id);
    const histories = await incidentHistories(db, rows);
    return await Promise.all(histories.map((history) => foundIncident(db, history, context)));
  });
}

/** Fewer characters of an incident's id say too little. */
const SHORTEST_PREFIX = 6;

async function foundJob(db: Database, story: JobStory, context: Context): Promise<Found> {
  const { job, ...rest } = story;
  const { job_id: id, name, target, state } = job;
  const { job: heading, noType } = context.words.explain;
  const histories = await jobHistories(db, story);
  const head = heading({ id, name, type: job.type === '' ? noType : job.type, target, state });
  const lines = toLines(jobTimeline(story, histories), context);
  const incidents = await Promise.all(histories.map((history) => partOf(db, history, job.id)));
  return {
    isJob: true,
    head,
    text: toText([head, ...histories.map((history) => headOf(history, context))], lines, context),
    json: { job, events: lines.map(toJson), ...rest, incidents },
  };
}

/** Returns a job's part in an incident: of the other jobs, only how many they are. */
async function partOf(db: Database, history: IncidentHistory, job: number) {
  const { members, threads } = await incidentRows(db, history.incident.id);
  const { incident, events, notifications } = history;
  const member = members.find((one) => one.job === job) ?? null;
  return { ...toOutward({ incident, threads, events }), notifications, jobs: members.length, member };
}

function toOutward({
  incident,
  threads,
  events,
}: Pick<IncidentHistory, 'incident' | 'events'> & Pick<IncidentRows, 'threads'>) {
  return {
    incident: toOutwardRow(incident),
    threads: threads.map(toOutwardRow),
    events: events.map(toOutwardEvent),
  };
}

async function foundIncident(db: Database, history: IncidentHistory, context: Context): Promise<Found> {
  const { incident, events, notifications } = history;
  const attempts = notifications.flatMap(notificationTimeline).filter(({ kind }) => kind === 'attempt');
  const timeline = incidentTimeline(history, { id: incident.public_id, rule: incident.rule });
  const lines = toLines(
    [...timeline, ...attempts].toSorted((a, b) => a.at - b.at),
    context,
  );
  const head = headOf(history, context);
  const { members, threads } = await incidentRows(db, incident.id);
  return {
    isJob: false,
    head,
    text: toText([head], lines, context),
    json: { ...toOutward({ incident, threads, events }), members, notifications, story: lines.map(toJson) },
  };
}

/** Returns in one line how the incident stands. */
function headOf({ incident }: IncidentHistory, { words, language, showTime }: Context): string {
  const { public_id: id, rule, severity, state, closed_reason: reason, labels } = incident;
  const { list, note } = timelineWords(language);
  const group = Object.entries(labels).map(([field, value]) => `${field} ${value === '' ? '-' : value}`);
  const more = state === 'acknowledged' ? incident.acknowledged_by : reason && reasonWord(reason, language);
  const stateWord = words.incidents.states[state];
  return words.explain.incident({
    id,
    rule,
    severity: severityWord(severity, language),
    state: more === null || more === '' ? stateWord : note(stateWord, more),
    group: list(group),
    since: showTime(incident.opened_at),
  });
}

interface Line {
  at: Instant;
  kind: string;
  text: string;
}

function toLines(entries: readonly TimelineEntry[], { language, showTime }: Context): Line[] {
  const words = timelineWords(language);
  return entries.map((entry) => ({
    at: entry.at,
    kind: ENTRY_LABELS[entry.kind],
    text: wholeLine(entry, words, showTime),
  }));
}

function toText(head: readonly string[], lines: readonly Line[], { showTime }: Context): string {
  const shown = lines.map(({ at, kind, text }) => `${showTime(at)}  ${kind.padEnd(12)}  ${text}`);
  return [...head, ...shown].map((line) => `${showUnseen(line)}\n`).join('');
}

function toJson({ at, ...line }: Line) {
  return { at: toIso(at), ...line };
}
