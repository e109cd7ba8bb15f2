import { effectiveConfig, effectiveYaml } from '../../../config/effective.ts';
import { ConfigFault } from '../../../config/config-fault.ts';
import { placeOf, problemSentence } from '../../../config/describe-problem.ts';
import { readConfig } from '../../../config/load.ts';
import type { Problem } from '../../../platform/document/problem.ts';
import type { Config } from '../../../config/schema/schema.ts';
import { formatInstant, toIso, type Instant } from '../../../platform/time.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { paint } from '../../terminal/paint.ts';
import { cliWords } from '../../locale/cli-words.ts';
import type { CliWords } from '../../locale/en.ts';
import { nextRuns } from './next-runs.ts';
import { probeAll, type OnlineResult, type Probes } from './probe-all.ts';

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
  const runs = nextRuns(config, now).map(({ of, name, schedule, next }) => {
    const times = next.map((run) => `  ${formatInstant(run, timezone)}\n`);
    return `${words.scheduled[of](name)} (${schedule})\n${times.join('')}`;
  });
  return [`# ${words.effective(file)}\n`, effectiveYaml(config), `\n# ${words.nextRuns}\n`, ...runs].join('');
}

function toReport({ config, warnings }: ReturnType<typeof readConfig>, now: Instant) {
  const { timezone } = config;
  const schedules = nextRuns(config, now).map(({ of, name, schedule, next }) => ({
    [of]: name,
    schedule,
    timezone,
    next: next.map((run) => toIso(run)),
  }));
  return { warnings, configuration: effectiveConfig(config), schedules };
}

/** For machines, the names of probes are the same in every language. */
function toProbed({ probed: _probed, ...result }: OnlineResult) {
  return result;
}
