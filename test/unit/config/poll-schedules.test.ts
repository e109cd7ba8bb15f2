import { describe, expect, it } from 'vitest';
import { pollSchedules } from '../../../src/config/poll-schedules.ts';
import { load, SMALLEST, type Tree } from './config-text.ts';

const OF_SMALLEST = { bucket: 'examplebucket-1250000000', region: 'ap-beijing' };

function offsets(targets: readonly Tree[]) {
  const { config } = load({ ...SMALLEST, targets: targets.map((target) => ({ ...OF_SMALLEST, ...target })) });
  return Object.fromEntries(Array.from(pollSchedules(config), ([name, { offset }]) => [name, offset]));
}

describe('the polls of targets', () => {
  it('with the same schedule have an offset each', () => {
    const { media, archive } = offsets([{ name: 'media' }, { name: 'archive' }]);
    expect(media).toBeGreaterThan(0);
    expect(archive).toBeGreaterThan(0);
    expect(media).not.toBe(archive);
  });

  it('keep their offset when targets come and go', () => {
    const { media } = offsets([{ name: 'media' }, { name: 'archive' }]);
    expect(offsets([{ name: 'other' }, { name: 'media' }])).toMatchObject({ media });
  });

  it('with a schedule of their own keep its second', () => {
    const all = [{ name: 'media' }, { name: 'archive', schedule: '*/20 * * * * *' }];
    expect(offsets(all)).toEqual({ media: 0, archive: 0 });
  });

  it('share a schedule that is written with other blanks', () => {
    const all = [{ name: 'media' }, { name: 'archive', schedule: '*/30  *  * * * * ' }];
    expect(offsets(all)['archive']).toBeGreaterThan(0);
  });

  it('with `spread: false` keep the second, and the others do not', () => {
    const { media, archive } = offsets([{ name: 'media', spread: false }, { name: 'archive' }]);
    expect(media).toBe(0);
    expect(archive).toBeGreaterThan(0);
  });
});
