import { expect, it } from 'vitest';
import { queueDetails, saveQueueDetails } from '../../../src/store/jobs/queue-details.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';

const QUEUE = { queueId: 'p1', name: '夜间', state: 'Paused', askedAt: 1 };

it.each([
  ['is not found', { queueId: 'p1', name: '', state: '', askedAt: 2, lists: ['/queue'] }, '夜间'],
  [
    'cannot be asked for',
    { queueId: 'p1', name: '', state: '', askedAt: 2, fault: { kind: 'timeout', code: 'timeout' } },
    '夜间',
  ],
  ['has another name', { ...QUEUE, name: '白天', askedAt: 2 }, '白天'],
] as const)(
  'a queue is called by the last name that the API gave when it later %s',
  async (_how, later, name) => {
    await using fixture = new StoreFixture();
    await fixture.store.write(async (trx) => {
      await saveQueueDetails(trx, 'media', [QUEUE]);
      await saveQueueDetails(trx, 'media', [later]);
    });
    const details = await fixture.store.read((db) => queueDetails(db, ['p1']));
    expect(details.get('p1')).toMatchObject({ ...later, name });
  },
);
