import type { Law, Remains } from './law.ts';
import type { Message } from '../../../src/core/message/message.ts';

/** Laws of the messages of an incident, receiver by receiver. */
export const THREAD_LAWS: readonly Law[] = [
  function noTwoMessagesHaveOneId({ messages }) {
    const ids = messages.map(({ messageId }) => messageId);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
  },

  function aThreadHasOneFirstMailThatAllOthersAnswer({ threads }) {
    return inThreads(threads, (thread) => {
      const first = thread[0]?.messageId;
      const kinds = thread.map(({ kind }) => kind);
      const isOpenedOnce = kinds.slice(1).every((kind) => kind !== 'opening' && kind !== 'escalation');
      // One mail is enough for an incident that was over before its first mail.
      const isOpenedFirst = ['opening', 'escalation', 'closing'].includes(kinds[0] ?? '');
      return (
        isOpenedOnce &&
        isOpenedFirst &&
        thread.every(({ inReplyTo }, place) => inReplyTo === (place === 0 ? undefined : first))
      );
    });
  },

  function nothingComesAfterAClosingButWhatBeginsAgain({ threads, rule, kind }) {
    // Only a part of an incident can be over before the rest, and begin again.
    if (rule.owner !== undefined || kind.reloader === true) return [];
    return inThreads(threads, (thread) => thread.slice(0, -1).every((message) => message.kind !== 'closing'));
  },

  function updatesWaitForGroupInterval({ threads, rule, kind }) {
    // While a mail server is down, what waits for it is written again, and keeps its date.
    if (kind.clocks === true || kind.outages === true) return [];
    return inThreads(threads, (thread) =>
      thread.every((message, place) => {
        const before = thread[place - 1];
        const hasNewDecisions = message.kind === 'update' && message.story?.reason === 'news';
        // An end by then is notified at once.
        const isOver = message.story?.state === 'closed' || message.story?.unresolved === 0;
        if (before === undefined || !hasNewDecisions || isOver) return true;
        return message.createdAt - before.createdAt >= rule.groupInterval;
      }),
    );
  },
];

/** Those threads that are not right. */
function inThreads(
  threads: Remains['threads'],
  isRight: (thread: readonly Message[]) => boolean,
): readonly string[] {
  return [...threads].filter(([, thread]) => !isRight(thread)).map(([name, thread]) => say(name, thread));
}

function say(name: string, thread: readonly Message[]): string {
  const notified = thread.map(
    ({ kind, story, createdAt }) => `${kind} ${story?.reason} ${new Date(createdAt).toISOString()}`,
  );
  return `${name}: ${notified.join(', ')}`;
}
