import { describe, expect, it } from 'vitest';
import { load, SMALLEST, withValue } from '../config-text.ts';

describe('a list of people to mention', () => {
  const URL = 'https://chat.example.com/send';
  it.each([
    ['wecom', 'mention', { url: URL }, (at: number) => `user${String(at).padStart(60, '0')}`, 15],
    ['dingtalk', 'atMobiles', { url: URL }, (at: number) => String(13_800_000_000 + at), 384],
    ['feishu', 'at', { url: URL }, (at: number) => `ou_${String(at).padStart(61, '0')}`, 64],
    ['slack', 'mention', { url: URL }, (at: number) => `U${String(at).padStart(8, '0')}`, 230],
  ])('of %s is warned of where a message has no room for all', (channel, key, block, person, most) => {
    const people = Array.from({ length: most + 1 }, (_, at) => person(at));
    const path = `receivers[0].${channel}.${key}`;
    const named = (list: readonly string[]) =>
      load(withValue(SMALLEST, `receivers.0.${channel}`, { ...block, [key]: list }))
        .warnings.filter((warning) => warning.path === path)
        .map(({ severity, message }) => `${severity} ${message}`);
    expect(named(people)).toEqual([
      `warning names ${most + 1} people, and a message has room for the first ${most} of them`,
    ]);
    expect(named(people.slice(1))).toEqual([]);
    expect(named([...people.slice(1), ...people.slice(1)])).toEqual([]);
  });
});
