import type { Problem } from './problem.ts';

/** One line for people: `config.yaml:3:7: targets[0].schedule is not a cron expression (write …)`. */
export function describeProblem(file: string, problem: Problem): string {
  const place = [file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const subject = problem.path === '' ? '' : `${problem.path} `;
  const hint = problem.hint === undefined ? '' : ` (${problem.hint})`;
  return `${place}: ${subject}${problem.message}${hint}`;
}
