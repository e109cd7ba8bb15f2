import { BatchwatchError } from '../platform/errors.ts';
import { describeProblem } from './describe-problem.ts';
import type { Problem } from '../platform/document/problem.ts';

export type ConfigFaultReason = 'unreadable' | 'syntax' | 'invalid';

/**
 * The configuration cannot be used. Bears every problem at once, in the order of the file. The message has a
 * line for each, hints included, so that the fault itself has no hint.
 */
export class ConfigFault extends BatchwatchError {
  declare readonly reason: ConfigFaultReason;
  /** The configuration file, as it was asked for. */
  readonly file: string;
  readonly problems: readonly Problem[];

  constructor(details: { file: string; reason: ConfigFaultReason; problems: readonly Problem[] }) {
    const { file, reason, problems } = details;
    super(problems.map((problem) => describeProblem(file, problem)).join('\n'), {
      code: `config-${reason}`,
      reason,
    });
    this.file = file;
    this.problems = problems;
  }
}
