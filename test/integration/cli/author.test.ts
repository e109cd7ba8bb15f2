import { describe, expect, it } from 'vitest';
import { openIncident } from '../../../src/store/incidents/incidents.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';

async function withIncident() {
  const fixture = new StoreFixture();
  await fixture.store.write((trx) =>
    openIncident(trx, {
      publicId: 'f00dfeed',
      kind: 'jobs',
      rule: 'failures',
      groupKey: 'k',
      labels: '{}',
      severity: 'critical',
      title: 'Failed (media)',
      openedAt: fixture.clock.now(),
    }),
  );
  return fixture;
}

interface Sitting {
  env?: Readonly<Record<string, string>>;
  user?: string;
  isTyped?: boolean;
  input?: string;
}

function ack(fixture: StoreFixture, sitting: Sitting, ...args: string[]) {
  const config = fixture.file('batchwatch.yaml');
  return runInTerminal(['ack', 'f00dfeed', '--config', config, ...args], {
    clock: fixture.clock,
    ...sitting,
  });
}

describe('who acknowledges, where no --author is given,', () => {
  it.each<[string, Sitting, string]>([
    ['USER', { env: { USER: 'alice' }, user: 'bob' }, 'alice'],
    ['the user behind sudo', { env: { SUDO_USER: 'carol', USER: 'root' }, user: 'root' }, 'carol'],
    ['LOGNAME', { env: { LOGNAME: 'dave' } }, 'dave'],
    ['the user of the process, as in a container', { user: 'node' }, 'node'],
    ['nobody, where the system knows none', {}, 'unknown'],
  ])('is %s', async (_who, sitting, by) => {
    await using fixture = await withIncident();
    expect((await ack(fixture, sitting)).out).toContain(`acknowledged by ${by}:`);
  });

  it('is asked for where the user is one that several share', async () => {
    await using fixture = await withIncident();
    const { out, err } = await ack(fixture, { user: 'node', isTyped: true, input: ' eve \n' });
    expect(err).toBe('Your name [node]: ');
    expect(out).toContain('acknowledged by eve:');
  });

  it('is that user after an empty answer', async () => {
    await using fixture = await withIncident();
    expect((await ack(fixture, { user: 'root', isTyped: true, input: '\n' })).out).toContain('by root:');
  });

  it('is not asked for where the user is a person, or --author is given', async () => {
    await using fixture = await withIncident();
    const typed = { isTyped: true, input: 'eve\n' };
    expect((await ack(fixture, { ...typed, user: 'node' }, '--author', 'frank')).err).toBe('');
    expect((await ack(fixture, { ...typed, user: 'alice' })).err).toBe('');
  });

  it('may be left out by ending the input: then nothing is done', async () => {
    await using fixture = await withIncident();
    const { code, out } = await ack(fixture, { user: 'node', isTyped: true, input: '' });
    expect([code, out]).toEqual([1, '']);
    const incidents = await fixture.store.read((db) => db.selectFrom('incident').select('state').execute());
    expect(incidents).toEqual([{ state: 'open' }]);
  });
});
