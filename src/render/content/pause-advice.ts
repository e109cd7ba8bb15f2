import type { Message, MessageJob } from '../../core/message/message.ts';
import { wordsOf } from '../locale.ts';
import { wholeName } from './job-details.ts';
import { queueName } from './queue-name.ts';
import { onlyJob } from './render-subject.ts';

/** Says how paused jobs go on, and names their queues. */
export function pauseAdvice(message: Message, listed: readonly MessageJob[]): readonly string[] {
  const isOver = message.kind === 'closing';
  if (isOver || !message.counts.some(({ state }) => state === 'Pause')) return [];
  const { pause } = wordsOf(message.language);
  const paused = listed.filter(({ state }) => state === 'Pause');
  const queues = [...new Set(paused.map(({ queueId }) => queueId).filter(Boolean))].map((queueId) =>
    wholeName(queueName(queueId, message)),
  );
  const unnamed = onlyJob(message) === undefined ? pause.unnamed : pause.unnamedForThisJob;
  const which =
    queues.length === 0 ? unnamed : pause.queue(queues.slice(0, 5), Math.max(0, queues.length - 5));
  return [pause.advice(which)];
}
