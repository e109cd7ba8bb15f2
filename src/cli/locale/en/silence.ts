export const silence = {
  none: 'no silences\n',
  /** Id, state, from, until, match, author, note. */
  columns: ['ID', 'STATE', 'FROM', 'UNTIL', 'MATCH', 'AUTHOR', 'NOTE'],
  states: { pending: 'pending', active: 'active', expired: 'expired' },
  /** `from` is given when it is still to begin. */
  added: (
    id: number,
    matchers: string,
    { from, until, span }: { from: string | undefined; until: string; span: string },
  ) =>
    `silence ${id} added: ${matchers}, ${from === undefined ? '' : `from ${from} `}until ${until} (${span})\n`,
  noSuchTarget: (glob: string, near: string | undefined) =>
    `note: no target is called ${glob}${near === undefined ? '' : `; did you mean ${near}?`}\n`,
  /** `known`: what there is, or what is near. */
  noSuchValue: (key: string, glob: string, known: readonly string[]) =>
    `note: no ${key} is called ${glob}; ${known.length === 1 ? `did you mean ${known[0]}?` : `there are: ${known.join(', ')}`}\n`,
  /** A silence that somebody ended before its time. */
  endedBy: (state: string, by: string) => `${state} (ended by ${by})`,
  expired: (id: number) => `silence ${id} ended; what is still open is notified\n`,
  nothingToExpire: (id: number) =>
    `there is no silence ${id}, or it is over\nhint: \`batchwatch silence list --all\` lists them\n`,
  forOrUntil: 'give either --for or --until\n',
  badTime: (option: string, text: string) =>
    `${option}: "${text}" is no time\n` +
    'hint: write 2026-11-23T08:00+08:00, or "2026-11-23 08:00" in the configured timezone\n',
  over: 'the silence would be over already: --until must be in the future\n',
  endsFirst: 'the silence would end before it begins: --until must be after --from\n',
  /** In place of matchers that the store has lost. */
  damaged: '(damaged: silences nothing)',
  tooFar: 'the silence would end more than a year from now: a silence lasts a year at most\n',
  longBegun: 'the silence would have begun more than a year ago: choose a later --from\n',
};
