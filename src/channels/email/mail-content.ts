import { type Message, type MessageJob, unlistedJobs } from '../../alerts/message.ts';
import { cutText } from './cut-text.ts';
import { type Fact, instantInBothZones, jobCause, jobFacts, wholeName } from './job-facts.ts';
import { mailLinks, type Link } from './mail-links.ts';
import { onlyJob, renderSubject, summarizeCounts } from './render-subject.ts';
import { shellWord } from './shell-word.ts';
import { shortProse, shortText } from './short-text.ts';
import { visibleText } from './visible-text.ts';

/** What a mail says, decided once; the text and the HTML part only lay it out, so they cannot disagree. */
export interface MailContent {
  readonly subject: string;
  readonly headline: string;
  /** The states told of, worst first. */
  readonly states: readonly string[];
  /** Sentences below the headline. */
  readonly intro: readonly string[];
  /** Of the mail as a whole: where, since when. */
  readonly facts: readonly Fact[];
  readonly jobs: readonly JobView[];
  /** What is not listed, one sentence per state. */
  readonly leftOut: readonly string[];
  /** What to know about the states told of. */
  readonly advice: readonly string[];
  /** Command lines to look further, ready to paste. */
  readonly commands: readonly string[];
  readonly links: readonly Link[];
  readonly footer: readonly string[];
}

/** One listed job. */
export interface JobView {
  readonly state: string;
  readonly jobId: string;
  readonly name: string;
  /** In the message's zone; that zone is named in the mail's facts. */
  readonly since: string;
  /** Empty when there are facts, or nothing to say. */
  readonly cause: string;
  /** Empty in a compact row. */
  readonly facts: readonly Fact[];
}

/** How much a mail may say; made smaller until it fits. */
export interface ContentLimits {
  /** How many of the message's jobs are listed. */
  readonly listed: number;
  /** Code points of each free text where a job is shown in full. */
  readonly prose: number;
  /** Code points of the cause in a compact row; 0 leaves it out. */
  readonly cause: number;
}

/** Decides what `message` says within `limits`. All strings are free of control characters. */
export function mailContent(message: Message, limits: ContentLimits): MailContent {
  const listed = message.jobs.slice(0, limits.listed);
  return {
    subject: renderSubject(message),
    headline: headlineOf(message),
    states: message.counts.slice(0, 6).map(({ state }) => shortText(state, 64)),
    intro: INTROS[message.kind],
    facts: mailFacts(message, listed),
    jobs: listed.map((job) => jobView(job, { message, limits })),
    leftOut: leftOutSentences(message, listed),
    advice: pauseAdvice(message, listed),
    commands: commandsOf(message, listed),
    links: mailLinks(message),
    footer: footerOf(message),
  };
}

/** Up to this many jobs are shown in full, more as compact rows. */
const JOBS_IN_FULL = 3;

function headlineOf(message: Message): string {
  if (message.kind === 'test') return `Test message for ${wholeName(message.receiver)}`;
  const only = onlyJob(message);
  if (only !== undefined) return wholeName(only.name) || wholeName(only.jobId);
  return visibleText(summarizeCounts(message));
}

const INTROS: Readonly<Record<Message['kind'], readonly string[]>> = {
  transitions: [],
  baseline: [
    'Batchwatch read this target for the first time and found these jobs as they are; some may be old.',
  ],
  test: [
    'Nothing has failed. Someone ran `batchwatch test-notification` to see whether mail arrives.',
    'You are reading it, so it does: real alerts take the same way.',
  ],
};

function mailFacts(message: Message, listed: readonly MessageJob[]): readonly Fact[] {
  const { target, timezone } = message;
  const facts: Fact[] = [];
  if (target !== undefined) {
    facts.push({ label: 'Target', value: wholeName(target.name) });
    facts.push({ label: 'Bucket', value: wholeName(target.bucket) });
    facts.push({ label: 'Region', value: wholeName(target.region) });
  }
  if (message.kind === 'test') {
    facts.push({ label: 'To', value: shortProse(message.recipients.join(', '), 500) });
    facts.push({ label: 'Made', value: instantInBothZones(message.createdAt, timezone) });
  }
  if (listed.length > 1) {
    const scope = unlistedJobs({ ...message, jobs: listed }) > 0 ? ', of those listed' : '';
    facts.push(...sinceRange(listed, timezone).map(({ label, value }) => ({ label, value: value + scope })));
    const codes = codeCounts(listed);
    if (codes !== '') facts.push({ label: 'Codes', value: codes + scope });
  }
  return facts;
}

function sinceRange(listed: readonly MessageJob[], timezone: string): readonly Fact[] {
  const instants = listed.map(({ since }) => since);
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  if (first === last) return [{ label: 'Since', value: instantInBothZones(first, timezone) }];
  return [
    { label: 'First', value: instantInBothZones(first, timezone) },
    { label: 'Latest', value: instantInBothZones(last, timezone) },
  ];
}

/** The commonest codes of the listed jobs: `InternalError (9), InvalidArgument (2)`. */
function codeCounts(listed: readonly MessageJob[]): string {
  const failed = listed.filter(({ state, code }) => state === 'Failed' && code !== '');
  const counted = [...Map.groupBy(failed, ({ code }) => shortProse(code, 60))]
    .map(([code, jobs]) => ({ code, count: jobs.length }))
    .toSorted((one, other) => other.count - one.count);
  const rest = counted.slice(5).reduce((sum, { count }) => sum + count, 0);
  const parts = counted.slice(0, 5).map(({ code, count }) => `${code} (${count})`);
  return [...parts, ...(rest > 0 ? [`others (${rest})`] : [])].join(', ');
}

function jobView(job: MessageJob, shown: { message: Message; limits: ContentLimits }): JobView {
  const { message, limits } = shown;
  const inFull = message.jobs.length <= JOBS_IN_FULL;
  return {
    state: shortText(job.state, 64),
    jobId: wholeName(job.jobId),
    name: wholeName(job.name),
    since: instantInBothZones(job.since, message.timezone).slice(0, 'YYYY-MM-DD hh:mm:ss'.length),
    cause: inFull ? '' : jobCause(job, limits.cause),
    facts: inFull ? jobFacts(job, { timezone: message.timezone, proseLimit: limits.prose }) : [],
  };
}

function leftOutSentences(message: Message, listed: readonly MessageJob[]): readonly string[] {
  const listedOf = Map.groupBy(listed, ({ state }) => state);
  return message.counts
    .map(({ state, count }) => ({ state, missing: count - (listedOf.get(state)?.length ?? 0) }))
    .filter(({ missing }) => missing > 0)
    .slice(0, 20)
    .map(({ state, missing }) => {
      const more = listed.length === 0 ? '' : ' more';
      const are = missing === 1 ? 'is' : 'are';
      const command = jobsCommand(message, state);
      return `${missing}${more} in state ${shortText(state, 64)} ${are} not listed here, see: ${command}`;
    });
}

function pauseAdvice(message: Message, listed: readonly MessageJob[]): readonly string[] {
  if (!message.counts.some(({ state }) => state === 'Pause')) return [];
  const paused = listed.filter(({ state }) => state === 'Pause');
  const queues = [...new Set(paused.map(({ queueId }) => queueId).filter(Boolean))].map(wholeName);
  const which =
    queues.length === 0
      ? `the queue${onlyJob(message) === undefined ? '' : ' (the API names none for this job)'}`
      : `queue ${queues.slice(0, 5).join(', ')}${queues.length > 5 ? ` and ${queues.length - 5} others` : ''}`;
  return [
    `Pause: a paused queue is normally the cause, its waiting jobs pause with it. Re-activating ${which} is the only documented way on.`,
  ];
}

function commandsOf(message: Message, listed: readonly MessageJob[]): readonly string[] {
  if (message.kind === 'test') return [];
  const explained = listed.slice(0, JOBS_IN_FULL).map(({ jobId }) => cutText(jobId, 512));
  const states = message.counts.slice(0, 6).map(({ state }) => state);
  return [
    ...explained.map((jobId) => `batchwatch explain ${shellWord(jobId)}`),
    ...states.map((state) => jobsCommand(message, state)),
  ];
}

function jobsCommand(message: Message, state: string): string {
  const target = message.target === undefined ? '' : ` --target ${shellWord(message.target.name)}`;
  return `batchwatch jobs${target} --state ${shellWord(cutText(state, 64))}`;
}

function footerOf(message: Message): readonly string[] {
  const rules = [...new Set(message.jobs.map(({ rule }) => shortProse(rule, 64)))];
  const reasons = [...new Set(message.jobs.map(({ reason }) => shortProse(reason, 64)))];
  const receiver = `Receiver ${wholeName(message.receiver)}`;
  const why =
    rules.length === 0
      ? `${receiver}.`
      : `${receiver}, by rule ${rules.slice(0, 5).join(', ')} (${reasons.slice(0, 5).join(', ')}).`;
  const from = `Sent by Batchwatch at ${shortProse(message.publicUrl, 200)}.`;
  return [why, `Incident ${wholeName(message.incident)}, severity ${message.severity}.`, from];
}
