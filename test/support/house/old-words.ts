/** Words of names, with the word to use instead. */
export const OLD_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    absorb: 'commitPage',
    absorbed: 'committed',
    assemble: 'wire',
    bench: 'fixture',
    deed: 'action',
    deeds: 'actions',
    desk: 'engine, backend',
    fact: 'setting, details',
    facts: 'settings, details, readings',
    gate: 'limit',
    insertion: 'batchInsert',
    letterhead: 'defaults',
    lookouts: 'monitors',
    manners: 'display settings',
    news: 'pending decisions, updates',
    outlived: 'follow expired',
    said: 'actor, text',
    scene: 'fixture, phase',
    stay: 'time in state',
    stays: 'spells',
    surroundings: 'platform',
    tally: 'stats',
    tell: 'notify',
    telling: 'kind of notification',
    tells: 'notifies',
    tend: 'evaluate',
    tended: 'evaluated',
    told: 'notified',
    untold: 'pending',
    walk: 'keyset page',
    watcher: 'poller, monitor',
    watchers: 'pollers, monitors',
    world: 'simulation, fixture',
  }),
);

/** Returns the words of a name, in lower case. */
export function wordsOf(name: string): string[] {
  return name.split(/(?<=[a-z\d])(?=[A-Z])|[_\W]+/).map((word) => word.toLowerCase());
}
