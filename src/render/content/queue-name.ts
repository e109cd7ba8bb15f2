import type { Message } from '../../core/message/message.ts';

/** Returns what a queue of the message's jobs is called; its id where no name is known. */
export function queueName(queueId: string, { story }: Pick<Message, 'story'>): string {
  const known = story?.queues?.find((queue) => queue.queueId === queueId)?.name;
  const shared = story?.labels.queueId === queueId ? story.queueName : undefined;
  return known || shared || queueId;
}
