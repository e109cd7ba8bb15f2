export const replay = {
  badSpan:
    'error: --since and --until take a span before now (7d) or a time (2026-11-23, 2026-11-23T09:15, ' +
    '2026-11-23T09:15:00Z), and --since comes first\n',
  title: (since: string, until: string, file: string) => `Replay of ${since} to ${until}, by ${file}`,
  played: ({
    transitions,
    polls,
    silences,
    interventions,
  }: {
    transitions: number;
    polls: number;
    silences: number;
    interventions: number;
  }) =>
    `played: ${transitions} transitions of ${polls} polls, ${silences} silences, ` +
    `${interventions} acknowledgements and manual resolutions`,
  day: (date: string) => `${date}, day`,
  night: (date: string, hours: string) => `${date}, night (${hours})`,
  messages: (count: number) =>
    count === 0 ? 'no messages' : count === 1 ? '1 message' : `${count} messages`,
  /**
   * Messages that would be sent, those of them at night, messages that were sent, those of them at night, and the
   * receiver.
   */
  columns: ['WOULD BE SENT', 'AT NIGHT', 'WERE SENT', 'AT NIGHT', 'TO'],
  allMessages: 'all messages',
  notNotified: (reasons: string) => `held or not notified: ${reasons}`,
  foreign: (transitions: number) => `left out: ${transitions} transitions of targets that are not configured`,
  missed: (interventions: number) =>
    `left out: ${interventions} acknowledgements or resolutions of incidents that do not exist by these rules`,
  /** Limits of a replay, one line each. */
  approximate: [
    'approximate: input, operation and queue of a job are as they were seen last; what was pruned is missing',
    'approximate: each message counts as delivered at once, and a poll as over when it last saw a change',
    'approximate: each poll is taken for complete, and none for missing; failed objects are known where they were asked for then',
    'left out on both sides: notifications of no job (the watcher itself, expectations, the daily report)',
  ],
};
