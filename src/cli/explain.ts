import type { Observation } from '../jobs/observation.ts';
import { loadConfig } from '../config/load.ts';
import { jobStories, type JobStory, type NotificationStory } from '../store/job-story.ts';
import { fromJson } from '../store/json.ts';
import { visitStore } from '../store/open.ts';
import { StoreFault } from '../store/store-fault.ts';
import type { Store } from '../store/store.ts';
import { formatDuration, formatInstant, type Instant } from '../time.ts';
import { EXIT } from './exit-code.ts';
import { formatJson } from './json-text.ts';
import { showControls } from './table.ts';
import type { Terminal } from './terminal.ts';

/**
 * `batchwatch explain`: every observation, transition, rule decision and notification of one job, in order
 * of time. @returns 1 when no target knows the job. @throws ConfigFault, StoreFault
 */
export async function explain(
  options: { readonly config: string; readonly jobId: string; readonly json: boolean },
  terminal: Terminal,
): Promise<number> {
  const config = loadConfig({ path: options.config, env: terminal.env });
  const { path } = config.storage;
  const store = visitIfThere({ path, clock: terminal.clock });
  if (store === undefined) {
    terminal.err(`no job ${showControls(options.jobId)}: there is no store at ${path} yet\n`);
    return EXIT.failed;
  }
  try {
    const stories = await store.read((db) => jobStories(db, options.jobId));
    if (stories.length === 0) {
      terminal.err(
        `no job ${showControls(options.jobId)} in ${store.path}\n` +
          'hint: `batchwatch jobs` lists what is known; a job older than the first window, or pruned, is not.\n',
      );
      return EXIT.failed;
    }
    const told = stories.map((story) => ({ story, events: toEvents(story) }));
    terminal.out(
      options.json
        ? formatJson(told.map(toJson))
        : told.map(({ story, events }) => toText(story, events, config.timezone)).join('\n'),
    );
    return EXIT.done;
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

interface Event {
  readonly at: Instant;
  readonly kind: 'observation' | 'transition' | 'decision' | 'notification' | 'attempt';
  readonly text: string;
}

/** The story as one list, oldest first; what happened at the same instant stays in its causal order. */
function toEvents(story: JobStory): Event[] {
  const events: Event[] = [
    ...story.observations.map((observation) => ({
      at: observation.observed_at,
      kind: 'observation' as const,
      text: describeChanges(observation.changes, observation.note),
    })),
    ...story.transitions.flatMap(transitionEvents),
    ...story.notifications.flatMap(notificationEvents),
  ];
  return events.toSorted((a, b) => a.at - b.at);
}

function transitionEvents(transition: JobStory['transitions'][number]): Event[] {
  const { from_state: from, to_state: to, previous_since: previousSince, since, decisions } = transition;
  const lasted = previousSince === null ? '' : ` after ${formatDuration(since - previousSince)}`;
  const seen = from === null ? `first seen ${to}` : `${from} -> ${to}${lasted}`;
  const baseline = transition.baseline === 1 ? ', by the first read (baseline)' : '';
  const at = transition.observed_at;
  const events: Event[] = [
    { at, kind: 'transition', text: `${seen}${baseline}, poll ${transition.poll_id}` },
  ];
  if (decisions.length === 0)
    events.push({ at, kind: 'decision', text: 'nobody to tell: no rule asks for this state' });
  for (const decision of decisions) {
    const who = decision.receiver === null ? '' : ` receiver ${decision.receiver}`;
    const rule = decision.rule === null ? '' : ` rule ${decision.rule}`;
    const outcome = decision.outcome === 'notify' ? 'tell' : 'do not tell';
    const progress =
      decision.outcome === 'notify' && decision.notification === null ? ', waits for its poll to end' : '';
    events.push({
      at: decision.decided_at,
      kind: 'decision',
      text: `${outcome}${who}:${rule} (${decision.reason})${progress}`,
    });
  }
  return events;
}

function notificationEvents(notification: NotificationStory): Event[] {
  const { entries } = notification;
  const made: Event = {
    at: notification.createdAt,
    kind: 'notification',
    text: `${notification.messageId} to ${notification.receiver}: ${entries.map(describeEntry).join(', ')}`,
  };
  const attempts = entries.flatMap((entry) =>
    entry.attemptsMade.map((attempt, index): Event => ({
      at: attempt.ended_at ?? attempt.started_at,
      kind: 'attempt',
      text:
        `${index + 1} to ${entry.recipient}: ${attempt.outcome ?? 'cut off, outcome unknown'}` +
        (attempt.reason === null ? '' : ` (${attempt.reason})`) +
        (attempt.response === null ? '' : `: ${attempt.response}`),
    })),
  );
  return [made, ...attempts];
}

function describeEntry({ recipient, state }: NotificationStory['entries'][number]): string {
  return `${recipient} ${state}`;
}

function describeChanges(changes: string, note: string | null): string {
  const fields = Object.entries(fromJson<Observation['changes']>(changes));
  const described = fields.map(([field, [before, after]]) => `${field} "${before}" -> "${after}"`);
  return [...(note === null ? [] : [note]), ...described].join(', ');
}

function toText({ job }: JobStory, events: readonly Event[], timezone: string): string {
  const head = `${job.job_id} "${job.name}" (${job.type === '' ? 'no type' : job.type}), target ${job.target}: ${job.state}`;
  const lines = events.map(
    ({ at, kind, text }) => `${formatInstant(at, timezone)}  ${kind.padEnd(12)}  ${text}`,
  );
  return [head, ...lines].map((line) => `${showControls(line)}\n`).join('');
}

function toJson({ story, events }: { readonly story: JobStory; readonly events: readonly Event[] }) {
  return {
    job: story.job,
    events: events.map(({ at, kind, text }) => ({ at: new Date(at).toISOString(), kind, text })),
    transitions: story.transitions,
    observations: story.observations,
    notifications: story.notifications,
  };
}
