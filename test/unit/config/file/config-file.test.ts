import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ConfigFile } from '../../../../src/config/config-file.ts';
import { ConfigFault } from '../../../../src/config/config-fault.ts';
import { SMALLEST, withValue } from '../config-text.ts';

const GOOD = stringify(SMALLEST);
const OTHER = stringify(withValue(SMALLEST, 'timezone', 'Asia/Shanghai'));

/** A file in memory, already read once. */
function readOnce() {
  let text: string | undefined = GOOD;
  const file = new ConfigFile({
    path: 'c.yaml',
    env: {},
    readFile: () => {
      if (text === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
      return text;
    },
  });
  file.read();
  const write = (next: string | undefined) => {
    text = next;
  };
  return { file, write, look: () => file.findChange() !== undefined };
}

describe('a configuration file', () => {
  it('that stays as it was read has not changed', () => {
    const { look } = readOnce();
    expect([look(), look(), look()]).toEqual([false, false, false]);
  });

  it('has changed when two looks in a row see the same new content, until it is read', () => {
    const { file, write, look } = readOnce();
    look();
    write(OTHER);
    expect([look(), look(), look()]).toEqual([false, true, true]);
    expect(file.read().config.timezone).toBe('Asia/Shanghai');
    expect([look(), look()]).toEqual([false, false]);
  });

  it('is not taken while it is being written, nor when it is what it was again', () => {
    const { write, look } = readOnce();
    look();
    for (const length of [0, 10, 100]) {
      write(OTHER.slice(0, length));
      expect(look()).toBe(false);
    }
    write(GOOD);
    expect([look(), look()]).toEqual([false, false]);
  });

  it('that was refused is not tried again until it changes', () => {
    const { file, write, look } = readOnce();
    write('targets: [');
    look();
    expect(look()).toBe(true);
    expect(() => file.read()).toThrow(ConfigFault);
    expect([look(), look()]).toEqual([false, false]);
    write(GOOD);
    expect([look(), look()]).toEqual([false, true]);
  });

  it('that is gone has changed, and so it has when it is back', () => {
    const { file, write, look } = readOnce();
    write(undefined);
    expect([look(), look()]).toEqual([false, true]);
    expect(() => file.read()).toThrow('there is no such file');
    expect([look(), look()]).toEqual([false, false]);
    write(GOOD);
    expect([look(), look()]).toEqual([false, true]);
  });
});
