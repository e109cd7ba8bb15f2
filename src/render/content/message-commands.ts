import type { Message, MessageJob } from '../../core/message/message.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { JOBS_IN_FULL } from './job-details.ts';
import { shellWord } from './shell-word.ts';

/** Returns command lines to look further, ready to paste. */
export function commandsOf(message: Message, listed: readonly MessageJob[]): readonly string[] {
  return message.story?.condition === undefined ? jobCommands(message, listed) : [];
}

function jobCommands(message: Message, listed: readonly MessageJob[]): readonly string[] {
  const explained = listed.slice(0, JOBS_IN_FULL).map(({ jobId }) => cutText(jobId, 512));
  // Jobs that left the state are not found by it.
  const isOver = message.kind === 'closing';
  const states = isOver ? [] : message.counts.slice(0, 6).map(({ state }) => state);
  return [
    ...explained.map((jobId) => `batchwatch explain ${shellWord(jobId)}`),
    ...states.map((state) => jobsCommand(message, state)),
  ];
}

/** Returns the command line that lists the jobs of a state. */
export function jobsCommand(message: Message, state: string): string {
  const target = message.target === undefined ? '' : ` --target ${shellWord(message.target.name)}`;
  return `batchwatch jobs${target} --state ${shellWord(cutText(state, 64))}`;
}

export function acknowledgeCommand({ incident }: Message): string {
  return `batchwatch ack ${shellWord(incident)}`;
}
