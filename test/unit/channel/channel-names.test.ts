import { expect, it } from 'vitest';
import { CHANNEL_NAMES } from '../../../src/channel/channel-names.ts';
import { CHANNELS } from '../../../src/channel/channels.ts';

it('the names of the channels are those of the list, in its order', () => {
  expect(CHANNEL_NAMES).toEqual(CHANNELS.map(({ name }) => name));
});
