import { describe, expect, it } from 'vitest';
import { openIncident } from '../../../src/store/incidents/incidents.ts';
import { StoreScene } from '../../support/store-scene.ts';
import { runInTerminal } from '../../support/test-terminal.ts';

async function withIncident() {
  const scene = new StoreScene();
  await scene.store.write((trx) =>
    openIncident(trx, {
      publicId: 'f00dfeed',
      kind: 'jobs',
      rule: 'failures',
      groupKey: 'k',
      labels: '{}',
      severity: 'critical',
      title: 'Failed (media)',
      openedAt: scene.clock.now(),
    }),
  );
  return scene;
}

interface Sitting {
  env?: Readonly<Record<string, string>>;
  user?: string;
  isTyped?: boolean;
  input?: string;
}

function ack(scene: StoreScene, sitting: Sitting, ...args: string[]) {
  const config = scene.file('batchwatch.yaml');
  return runInTerminal(['ack', 'f00dfeed', '--config', config, ...args], { clock: scene.clock, ...sitting });
}

describe('who acknowledges, where no --author is given,', () => {
  it.each<[string, Sitting, string]>([
    ['USER', { env: { USER: 'alice' }, user: 'bob' }, 'alice'],
    ['the user behind sudo', { env: { SUDO_USER: 'carol', USER: 'root' }, user: 'root' }, 'carol'],
    ['LOGNAME', { env: { LOGNAME: 'dave' } }, 'dave'],
    ['the user of the process, as in a container', { user: 'node' }, 'node'],
    ['nobody, where the system knows none', {}, 'unknown'],
  ])('is %s', async (_who, sitting, by) => {
    await using scene = await withIncident();
    expect((await ack(scene, sitting)).out).toContain(`acknowledged by ${by}:`);
  });

  it('is asked for where the user is one that several share', async () => {
    await using scene = await withIncident();
    const { out, err } = await ack(scene, { user: 'node', isTyped: true, input: ' eve \n' });
    expect(err).toBe('Your name [node]: ');
    expect(out).toContain('acknowledged by eve:');
  });

  it('is that user after an empty answer', async () => {
    await using scene = await withIncident();
    expect((await ack(scene, { user: 'root', isTyped: true, input: '\n' })).out).toContain('by root:');
  });

  it('is not asked for where the user is a person, or --author is given', async () => {
    await using scene = await withIncident();
    const typed = { isTyped: true, input: 'eve\n' };
    expect((await ack(scene, { ...typed, user: 'node' }, '--author', 'frank')).err).toBe('');
    expect((await ack(scene, { ...typed, user: 'alice' })).err).toBe('');
  });

  it('may be left out by ending the input: then nothing is done', async () => {
    await using scene = await withIncident();
    const { code, out } = await ack(scene, { user: 'node', isTyped: true, input: '' });
    expect([code, out]).toEqual([1, '']);
    const incidents = await scene.store.read((db) => db.selectFrom('incident').select('state').execute());
    expect(incidents).toEqual([{ state: 'open' }]);
  });
});
