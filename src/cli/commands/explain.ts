import { loadConfig } from '../../config/load.ts';
import { explainWords } from '../../timeline/explain-words.ts';
import { incidentEvents, incidentLine, type IncidentContext } from '../../timeline/incident-events.ts';
import { jobEvents } from '../../timeline/job-events.ts';
import { notificationEvents } from '../../timeline/notification-events.ts';
import type { StoryEvent } from '../../timeline/story-event.ts';
import {
  incidentHistories,
  incidentsByPrefix,
  namedSilences,
  type IncidentHistory,
} from '../../store/views/incident-history.ts';
import { jobIncidents } from '../../store/incidents/job-incidents.ts';
import { jobIdInAnyCase, jobStories, type JobStory } from '../../store/views/job-story.ts';
import { visitStore } from '../../store/sqlite/open.ts';
import { StoreFault } from '../../store/sqlite/store-fault.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { formatInstant, toIso, type Instant } from '../../platform/time.ts';
import { EXIT } from '../exit/exit-code.ts';
import { formatJson } from '../terminal/json-text.ts';
import { showUnseen } from '../../platform/unseen.ts';
import type { Terminal } from '../../platform/terminal.ts';
import { cliWords } from '../locale/cli-words.ts';
import type { CliWords } from '../locale/en.ts';

/**
 * `batchwatch explain`: every observation, transition, rule decision, incident and notification of one job, or all
 * of one incident, in order of time. @returns 1 when nothing is known by this id. @throws ConfigFault, StoreFault
 */
export async function explain(
  options: { config: string; id: string; json: boolean },
  terminal: Terminal,
): Promise<number> {
  const { timezone, language, storage } = loadConfig({ path: options.config, env: terminal.env });
  const words = cliWords(language).explain;
  const typed = options.id.normalize('NFKC').trim();
  const id = showUnseen(typed);
  const store = visitIfThere({ path: storage.path, clock: terminal.clock });
  if (store === undefined) {
    terminal.err(`${words.noStore(id, storage.path)}\n`);
    return EXIT.failed;
  }
  try {
    const silences = await store.read(namedSilences);
    const showTime = (at: Instant) => formatInstant(at, timezone);
    const found = await find(store, typed, {
      own: words,
      words: explainWords(language),
      silences,
      showTime,
    });
    if (found.length === 1 || found.every(({ isJob }) => isJob)) {
      if (found.length > 0) {
        terminal.out(options.json ? formatJson(jsonOf(found)) : found.map(({ text }) => text).join('\n'));
        return EXIT.done;
      }
      terminal.err(`${words.unknown(id, store.path)}\n`);
      return EXIT.failed;
    }
    terminal.err(`${words.ambiguous(id)}\n${found.map(({ head }) => `  ${head}\n`).join('')}`);
    return EXIT.failed;
  } finally {
    await store.close();
  }
}

function visitIfThere(options: Parameters<typeof visitStore>[0]): Store | undefined {
  try {
    return visitStore(options);
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

/** With the command's own phrases beside those of stories. */
type Context = IncidentContext & { own: CliWords['explain'] };

/** The jobs of this id, else the incidents whose ids begin so. */
async function find(store: Store, id: string, context: Context): Promise<Found[]> {
  const stories = await store.read(async (db) => {
    const exact = await jobStories(db, id);
    return exact.length > 0 ? exact : await jobStories(db, (await jobIdInAnyCase(db, id)) ?? id);
  });
  if (stories.length > 0) return await Promise.all(stories.map((story) => foundJob(store, story, context)));
  if (id.length < SHORTEST_PREFIX) return [];
  // Ids of incidents are made in lower case.
  const incidents = await store.read((db) => incidentsByPrefix(db, id.toLowerCase()));
  const rows = incidents.map((incident) => incident.id);
  return (await store.read((db) => incidentHistories(db, rows))).map((history) =>
    foundIncident(history, context),
  );
}

/** Fewer characters of an incident's id say too little. */
const SHORTEST_PREFIX = 6;

async function foundJob(store: Store, story: JobStory, context: Context): Promise<Found> {
  const { job, ...rest } = story;
  const rows = await store.read((db) => jobIncidents(db, job.id));
  const incidents = await store.read((db) => incidentHistories(db, rows));
  const type = job.type === '' ? context.own.noType : job.type;
  const head = context.own.job({
    id: job.job_id,
    name: job.name,
    type,
    target: job.target,
    state: job.state,
  });
  const events = jobEvents(story, incidents, context);
  const lines = [head, ...incidents.map((incident) => incidentLine(incident, context))];
  return {
    isJob: true,
    head,
    text: toText(lines, events, context),
    json: {
      job,
      events: events.map(toJson),
      ...rest,
      incidents: incidents.map((one) => partOf(one, job.id)),
    },
  };
}

/** A job's part in an incident: of the other jobs, only how many they are. */
function partOf({ members, ...history }: IncidentHistory, job: number) {
  return { ...history, jobs: members.length, member: members.find((member) => member.job === job) ?? null };
}

function foundIncident(history: IncidentHistory, context: IncidentContext): Found {
  const head = incidentLine(history, context);
  const events = [
    ...incidentEvents(history, context),
    ...history.notifications
      .flatMap((notification) => notificationEvents(notification, context.words))
      .filter(({ kind }) => kind === 'attempt'),
  ].toSorted((a, b) => a.at - b.at);
  const text = toText([head], events, context);
  return { isJob: false, head, text, json: { ...history, story: events.map(toJson) } };
}

function toText(
  head: readonly string[],
  events: readonly StoryEvent[],
  { showTime }: IncidentContext,
): string {
  const lines = events.map(({ at, kind, text }) => `${showTime(at)}  ${kind.padEnd(12)}  ${text}`);
  return [...head, ...lines].map((line) => `${showUnseen(line)}\n`).join('');
}

function toJson({ at, kind, text }: StoryEvent) {
  return { at: toIso(at), kind, text };
}
