import type { Problem } from '../platform/document/problem.ts';

/** One line for people: `config.yaml:3:7: targets[0].schedule: daily is not a cron expression (write …)`. */
export function describeProblem(file: string, problem: Problem): string {
  const hint = problem.hint === undefined ? '' : ` (${problem.hint})`;
  return `${placeOf(file, problem)}: ${problemSentence(problem)}${hint}`;
}

/** Writes the place of a problem: `config.yaml:3:7`. */
export function placeOf(file: string, { line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** Path, value and message: `smtp.port: 0 must be at least 1`, `smtp.host is missing`. */
export function problemSentence(
  { path, value, message }: Problem,
  emphasize: (path: string) => string = (text) => text,
): string {
  if (path === '') return message;
  const subject = emphasize(path);
  return value === undefined ? `${subject} ${message}` : `${subject}: ${value} ${message}`;
}
