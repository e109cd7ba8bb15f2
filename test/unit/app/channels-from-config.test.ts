import { expect, it } from 'vitest';
import { usedChannels } from '../../../src/app/channels-from-config.ts';
import { receiverSchema } from '../../../src/config/schema/receiver-schema.ts';

it.each([
  [['email'], [{ email: { to: ['a@example.com'] } }]],
  [
    ['email', 'teams'],
    [{ email: { to: ['a@example.com'] } }, { teams: { url: 'https://teams.example.com/1' } }],
  ],
  [['alertmanager'], [{ alertmanager: { urls: ['http://127.0.0.1:9093'] } }]],
])('only the channels %j are in use where receivers name no other', (channels, blocks) => {
  const receivers = blocks.map((block, index) => receiverSchema.parse({ name: `r${index}`, ...block }));
  expect(usedChannels({ receivers })).toEqual(channels);
});
