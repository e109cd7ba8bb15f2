import { expect, it } from 'vitest';
import { queueFacts, saveQueueFacts } from '../../../src/store/jobs/queue-facts.ts';
import { StoreScene } from '../../support/store-scene.ts';

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
    await using scene = new StoreScene();
    await scene.store.write(async (trx) => {
      await saveQueueFacts(trx, 'media', [QUEUE]);
      await saveQueueFacts(trx, 'media', [later]);
    });
    const facts = await scene.store.read((db) => queueFacts(db, ['p1']));
    expect(facts.get('p1')).toMatchObject({ ...later, name });
  },
);
