import { CHANNELS, type ChannelOfList } from '../../../channel/channels.ts';
import { nextTimeOfDay } from '../../../platform/text/time-of-day.ts';
import { effectiveConfig, effectiveYaml } from '../../../config/effective.ts';
import { ConfigFault } from '../../../config/config-fault.ts';
import { placeOf, problemSentence } from '../../../config/describe-problem.ts';
import { pollSchedules, scheduleOf } from '../../../config/poll-schedules.ts';
import { readConfig } from '../../../config/load.ts';
import { nextOccurrences } from '../../../platform/cron/occurrences.ts';
import type { Problem } from '../../../platform/document/problem.ts';
import type { Config } from '../../../config/schema/schema.ts';
import type { TargetConfig } from '../../../config/schema/target-schema.ts';
import { formatInstant, toIso, type Instant } from '../../../platform/time.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { paint } from '../../terminal/paint.ts';
import { cliWords } from '../../locale/cli-words.ts';
import type { CliWords } from '../../locale/en.ts';

export interface CheckOptions {
  /** The configuration file. */
  config: string;
  /** True: also asks the other sides, by `probes`. */
  online: boolean;
  /** True: also checks the whole file of the store, by `probes`. */
  store: boolean;
  /** One JSON object in place of text. */
  json: boolean;
  /** True when the output is a terminal that shows colours. */
  isTerminal: boolean;
  env: Readonly<Record<string, string | undefined>>;
  now: Instant;
  write: (text: string) => void;
  probes: Probes;
}

/** The questions of `--online` and `--store`. A probe bounds its own time. A fault of the other side is a result. */
export interface Probes {
  /** One signed request. */
  target(config: Config, target: TargetConfig): Promise<ProbeResult>;
  /** Reads the whole file of the store. */
  store(config: Config): Promise<ProbeResult>;
  /** Asks for each recipient, and sends nothing. Called only for channels that are configured. */
  channel(config: Config, channel: ChannelOfList): Promise<ChannelProbe>;
}

export interface ProbeResult {
  ok: boolean;
  /** False where nothing can be asked without a message. Left out: it was asked. */
  wasAsked?: false;
  /** The answer in one line, without secrets. */
  detail: string;
  hint?: string | undefined;
}

export interface ChannelProbe {
  /** The answer of the server for all recipients. `undefined` where each recipient has a server of its own. */
  server: ProbeResult | undefined;
  /** The answer for each recipient that was asked. */
  recipients: readonly (ProbeResult & { recipient: string })[];
}

/**
 * Checks the configuration and prints every problem, or what takes effect and when each schedule comes next.
 * Returns the exit code: 0 fine, 1 another side refused (`online`) or the store is damaged (`store`), 78 the configuration is wrong.
 */
export async function check(options: CheckOptions): Promise<number> {
  const { config: file, json, write } = options;
  const read = readOrProblems(options);
  if ('problems' in read) {
    const { problems } = read;
    write(json ? formatJson({ ok: false, file, problems }) : describeProblems(problems, options));
    return 78;
  }
  if (!json) write(describeConfig(read.config, options));
  const isAsked = options.online || options.store;
  const online = isAsked ? await probeAll(read.config, options) : undefined;
  const isOk = online?.every(({ ok }) => ok) ?? true;
  if (json) {
    const probed = online === undefined ? {} : { online: online.map(toProbed) };
    write(formatJson({ ok: isOk, file, problems: [], ...toReport(read, options.now), ...probed }));
    return isOk ? 0 : 1;
  }
  const results = online === undefined ? '' : describeResults(online, read.config, options);
  const advice = describeWarnings(read.warnings, options);
  // The worst stands last, next to the prompt.
  write(isOk ? results + advice : advice + results);
  return isOk ? 0 : 1;
}

/** Reads the configuration. A warning that only another side can settle is a problem unless `--online` asks it. */
function readOrProblems({
  config: path,
  env,
  online,
}: CheckOptions): ReturnType<typeof readConfig> | { problems: readonly Problem[] } {
  try {
    const { config, warnings } = readConfig({ path, env });
    const problems = warnings.filter(({ isSettledOnline }) => isSettledOnline === true);
    if (problems.length > 0 && !online) return { problems };
    return { config, warnings: warnings.filter((warning) => !problems.includes(warning)) };
  } catch (error) {
    if (error instanceof ConfigFault) return error;
    throw error;
  }
}

interface OnlineResult extends ProbeResult {
  /** `target media`, `smtp` or `smtp oncall@example.com`, for machines. */
  probe: string;
  /** The name of the probe for people. */
  probed: string;
}

/** Probes all at once, so that a hanging one holds up no other. The results come in the order of the file. */
async function probeAll(
  config: Config,
  { probes, online, store }: CheckOptions,
): Promise<readonly OnlineResult[]> {
  const words = cliWords(config.language).check;
  const kept = store ? [{ probe: 'store', probed: words.probed.store, ...(await probes.store(config)) }] : [];
  if (!online) return kept;
  const targets = config.targets.map(async (target) => [
    {
      probe: `target ${target.name}`,
      probed: words.probed.target(target.name),
      ...(await probes.target(config, target)),
    },
  ]);
  const channels = CHANNELS.filter((channel) => isConfigured(channel, config)).map((channel) =>
    probeChannel(config, channel, probes),
  );
  return [...kept, ...(await Promise.all([...targets, ...channels])).flat()];
}

/** Describes the results, with failures last. */
function describeResults(
  results: readonly OnlineResult[],
  { language }: Config,
  { isTerminal, online }: CheckOptions,
): string {
  const words = cliWords(language).check;
  const lines = results
    .toSorted((one, other) => Number(other.ok) - Number(one.ok))
    .map((result) => describeResult(result, { isTerminal, words }));
  return [`\n# ${online ? words.online : words.probed.store}\n`, ...lines].join('');
}

function isConfigured(channel: ChannelOfList, config: Config): boolean {
  const hasServer = Object.keys(channel.serverKeys).some((key) => Object.hasOwn(config, key));
  return hasServer || config.receivers.some((receiver) => channel.recipients(receiver).length > 0);
}

async function probeChannel(config: Config, channel: ChannelOfList, probes: Probes): Promise<OnlineResult[]> {
  const { recipients, server } = await probes.channel(config, channel);
  const [names, words] = [channel.probed('en'), channel.probed(config.language)];
  return [
    ...(server === undefined ? [] : [{ probe: names.channel, probed: words.channel, ...server }]),
    ...recipients.map(({ recipient, ...asked }) => ({
      probe: names.recipient(recipient),
      probed: words.recipient(recipient),
      ...asked,
    })),
  ];
}

function describeResult(
  { probed, ok, wasAsked, detail, hint }: OnlineResult,
  { isTerminal, words }: { isTerminal: boolean; words: CliWords['check'] },
): string {
  const answered = wasAsked === false ? 'unasked' : ok ? 'ok' : 'failed';
  const verdict = paint(words.verdicts[answered], isTerminal ? COLOURS[answered] : 'none');
  return `${verdict} ${words.answer(probed, detail)}${hint === undefined ? '' : words.hint(hint)}\n`;
}

const COLOURS = { ok: 'green', failed: 'red', unasked: 'none' } as const;

function describeProblems(problems: readonly Problem[], { config: file, isTerminal }: CheckOptions): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.map((problem) => describeProblem(file, problem, isTerminal ? 'red' : 'none'));
  return `${lines.join('')}${count} in ${file}\n`;
}

function describeProblem(file: string, problem: Problem, colour: 'red' | 'yellow' | 'none'): string {
  const sentence = problemSentence(problem, (path) => paint(path, colour));
  const hint = problem.hint === undefined ? '' : `    hint: ${problem.hint}\n`;
  return `${placeOf(file, problem)}: ${sentence}\n${hint}`;
}

function describeWarnings(warnings: readonly Problem[], { config: file, isTerminal }: CheckOptions): string {
  const lines = warnings.map(
    (warning) => `warning: ${describeProblem(file, warning, isTerminal ? 'yellow' : 'none')}`,
  );
  return lines.length === 0 ? '' : ['\n', ...lines].join('');
}

function describeConfig(config: Config, { config: file, now }: CheckOptions): string {
  const { timezone } = config;
  const words = cliWords(config.language).check;
  const runs = schedulesOf(config, now).map(({ of, name, schedule, next }) => {
    const times = next.map((run) => `  ${formatInstant(run, timezone)}\n`);
    return `${words.scheduled[of](name)} (${schedule})\n${times.join('')}`;
  });
  return [`# ${words.effective(file)}\n`, effectiveYaml(config), `\n# ${words.nextRuns}\n`, ...runs].join('');
}

/** For machines, the names of probes are the same in every language. */
function toProbed({ probed: _probed, ...result }: OnlineResult) {
  return result;
}

function toReport({ config, warnings }: ReturnType<typeof readConfig>, now: Instant) {
  const { timezone } = config;
  const schedules = schedulesOf(config, now).map(({ of, name, schedule, next }) => ({
    [of]: name,
    schedule,
    timezone,
    next: next.map((run) => toIso(run)),
  }));
  return { warnings, configuration: effectiveConfig(config), schedules };
}

interface ScheduledRuns {
  of: keyof CliWords['check']['scheduled'];
  name: string;
  schedule: string;
  next: readonly Instant[];
}

/** Returns everything with a schedule, with its next three times. */
function schedulesOf(config: Config, now: Instant): readonly ScheduledRuns[] {
  const { targets, expectations, maintenance, watchdog, timezone } = config;
  const polls = pollSchedules(config);
  const byCron =
    (of: ScheduledRuns['of']) =>
    ({ name, schedule }: { name: string; schedule: string }): ScheduledRuns => {
      const due = of === 'target' ? scheduleOf(polls, { name }) : { expression: schedule, timezone };
      return { of, name, schedule, next: nextOccurrences({ ...due, after: now, count: 3 }) };
    };
  return [
    ...targets.map(byCron('target')),
    ...expectations.map(byCron('expectation')),
    ...maintenance.map(byCron('maintenance')),
    ...(watchdog.quietReport === undefined ? [] : [reportRuns(watchdog.quietReport, { timezone, now })]),
  ];
}

function reportRuns(schedule: string, { timezone, now }: { timezone: string; now: Instant }): ScheduledRuns {
  const first = nextTimeOfDay(schedule, timezone, now);
  const second = nextTimeOfDay(schedule, timezone, first);
  const next = [first, second, nextTimeOfDay(schedule, timezone, second)];
  return { of: 'report', name: 'watchdog.quietReport', schedule, next };
}
