import { TextFault } from '../platform/decode-text.ts';
import { readText } from '../platform/read-text.ts';
import { advise } from './advice/advice.ts';
import { ConfigFault, type ConfigFaultReason } from './config-fault.ts';
import { checkFiles } from './file/check-files.ts';
import { crossCheck } from './checks/cross-checks.ts';
import { createFindValue, looksSecret, withoutLogin } from './file/found-value.ts';
import { toFindings } from './issues.ts';
import { isMapping, type Mapping } from '../platform/document/mapping.ts';
import { errorCode, prepare, type ReadFile } from './file/prepare.ts';
import { formatPath, isWithin, type Finding, type Path, type Problem } from '../platform/document/problem.ts';
import { configSchema, type Config } from './schema/schema.ts';
import { twinOf } from './schema/schema-tree.ts';
import { checkStoreFile } from './schema/sqlite-url.ts';
import { substitute, type Sources } from './file/substitute.ts';
import { writeValue } from '../platform/document/write-value.ts';
import { readYaml, type YamlFile } from './file/yaml-file.ts';
import type { Platform } from '../platform/platform.ts';

export interface LoadOptions {
  /** The configuration file; relative to the working directory. */
  path: string;
  /** The environment for `${VAR}`. */
  env: Platform['env'];
  /** Reads the file and those that `xFile` keys name; as UTF-8 by default. */
  readFile?: ReadFile;
}

/**
 * Reads, completes and checks the configuration.
 * @throws ConfigFault with every problem at once.
 */
export function loadConfig(options: LoadOptions): Config {
  return readConfig(options).config;
}

/**
 * As `loadConfig`, and also returns what is allowed but unwise.
 * @throws ConfigFault with every problem at once.
 */
export function readConfig({ path: file, env, readFile = readText }: LoadOptions): {
  config: Config;
  warnings: readonly Problem[];
} {
  const yaml = readYaml(readConfigText(file, readFile));
  const fail = (reason: ConfigFaultReason, problems: readonly Problem[]) =>
    new ConfigFault({ file, reason, problems });
  if (yaml.isBroken) throw fail('syntax', yaml.problems);
  if (!isMapping(yaml.root)) throw fail('invalid', [notAMapping(yaml)]);
  const { value, sources, findings, twins } = evaluate(withoutExtensions(yaml.root), { env, readFile });
  const result = configSchema.safeParse(value);
  const issues = toFindings({ schema: configSchema, value, issues: result.error?.issues ?? [] });
  const found = withoutConsequences(
    [
      ...findings,
      ...crossCheck(value),
      ...checkFiles(value, readFile),
      ...checkStoreFile(value),
      ...issues,
    ].map((finding) => atTwin(finding, twins)),
    findings,
  );
  const findValue = createFindValue({ schema: configSchema, root: value, sources });
  // In place of what could not be read stands a text of ours, which nobody wrote.
  const valueOf = (finding: Finding) => (findings.includes(finding) ? undefined : findValue(finding.path));
  const problems = [
    ...yaml.problems,
    ...found.map((finding) => toProblem({ finding, value: valueOf(finding), yaml, sources })),
  ];
  if (!result.success || problems.length > 0) throw fail('invalid', inFileOrder(problems));
  const warnings = advise(result.data, env).map((advice) => {
    const finding = atTwin(advice, twins);
    const unwritten = finding.value === undefined ? undefined : writeValue(withoutLogin(finding.value));
    return toProblem({ finding, value: findValue(finding.path) ?? unwritten, yaml, sources });
  });
  return { config: result.data, warnings };
}

function readConfigText(file: string, readFile: ReadFile): string {
  try {
    return readFile(file);
  } catch (error) {
    if (error instanceof TextFault) {
      const { line, column, words: message, hint = '' } = error;
      throw new ConfigFault({
        file,
        reason: 'unreadable',
        problems: [{ path: '', line, column, message, hint }],
      });
    }
    const problem = UNREADABLE.get(errorCode(error)) ?? { message: `cannot be read (${errorCode(error)})` };
    throw new ConfigFault({ file, reason: 'unreadable', problems: [{ path: '', ...problem }] });
  }
}

const UNREADABLE: ReadonlyMap<string, Pick<Problem, 'message' | 'hint'>> = new Map([
  ['ENOENT', { message: 'there is no such file', hint: 'name one with --config FILE or BATCHWATCH_CONFIG' }],
  ['EISDIR', { message: 'is a directory', hint: 'name the file in it' }],
  ['ENOTFILE', { message: 'is a pipe, a device or a socket', hint: 'name a regular file' }],
  ['E2LARGE', { message: 'is larger than 1 MiB', hint: 'name the right file' }],
  ['EACCES', { message: 'may not be read', hint: 'give the user who runs Batchwatch the right to read it' }],
]);

function notAMapping(yaml: YamlFile): Problem {
  const { root } = yaml;
  const place = { path: '', ...yaml.position([]) };
  if (root === null || root === undefined) {
    return { ...place, message: 'is empty', hint: 'start from config/batchwatch.example.yaml' };
  }
  return {
    ...place,
    message: 'must be a mapping of keys to values',
    hint: 'start from config/batchwatch.example.yaml',
  };
}

/** Leaves out the keys at the top that begin with `x-`: what stands there is only there to be repeated. */
function withoutExtensions(root: Mapping): Mapping {
  return Object.fromEntries(Object.entries(root).filter(([key]) => !key.startsWith('x-')));
}

/** The tree that the schema checks, made from the one in the file. */
function evaluate(root: unknown, { env, readFile }: Required<Pick<LoadOptions, 'env' | 'readFile'>>) {
  const { value, sources, findings } = substitute(root, env);
  const prepared = prepare({ schema: configSchema, value, sources, readFile });
  const own = prepared.findings.filter(
    (finding) => !findings.some(({ path }) => isWithin(finding.path, path)),
  );
  return { value: prepared.value, sources, findings: [...findings, ...own], twins: prepared.twins };
}

/** Names the key that is written: of a secret, or an entry of a list, that was read from a file, its twin. */
function atTwin(finding: Finding, twins: readonly Path[]): Finding {
  const keys = [finding.path, finding.path.slice(0, -1)].map((path) => twinOf(formatPath(path)));
  const twin = twins.find((path) => keys.includes(formatPath(path)));
  return twin === undefined ? finding : { ...finding, path: twin };
}

/**
 * Leaves out problems that only follow from an earlier one. A variable that is not set, or a file that cannot be
 * read, leaves a value that other checks would report, too. One problem remains for each place and text.
 */
function withoutConsequences(all: readonly Finding[], causes: readonly Finding[]): readonly Finding[] {
  const warned = new Set<string>();
  return all.filter((finding) => {
    if (!causes.includes(finding) && causes.some(({ path }) => isWithin(finding.path, path))) return false;
    const key = JSON.stringify([finding.path, finding.message]);
    if (warned.has(key)) return false;
    warned.add(key);
    return true;
  });
}

function toProblem(options: {
  finding: Finding;
  value: string | undefined;
  yaml: YamlFile;
  sources: Sources;
}): Problem {
  const { finding, value, yaml, sources } = options;
  const { path, message, atKey, severity, isSettledOnline } = finding;
  const variables = sources.of(path);
  const isAboutVariable = variables?.some((variable) => message.includes(variable)) === true;
  const origin =
    variables === undefined || isAboutVariable ? undefined : `the value comes from ${variables.join(', ')}`;
  const hint = [finding.hint, origin].filter((part) => part !== undefined).join('; ');
  // What is not about a place in the file has none.
  const position = path.length === 0 && atKey === undefined ? {} : yaml.position(path, atKey);
  return {
    path: formatPath(path.map((step) => (looksSecret(String(step)) ? '***' : step))),
    ...position,
    ...(value === undefined ? {} : { value }),
    message,
    ...(hint === '' ? {} : { hint }),
    ...(severity === undefined ? {} : { severity }),
    ...(isSettledOnline === undefined ? {} : { isSettledOnline }),
  };
}

function inFileOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted(
    (left, right) => (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0),
  );
}
