import { execFile } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { migrate, SCHEMA_VERSION, schemaVersion, MIGRATIONS } from '../../../../src/store/sqlite/migrate.ts';
import type { Migration } from '../../../../src/store/sqlite/migrations/migration.ts';
import { TemporaryDirectory } from '../../../support/temporary-directory.ts';

const FIRST: Migration = { version: 1, sql: 'CREATE TABLE one (a); INSERT INTO one VALUES (1)' };
const SECOND: Migration = { version: 2, sql: 'CREATE TABLE two (a); INSERT INTO two SELECT a FROM one' };
const BROKEN: Migration = { version: 2, sql: 'CREATE TABLE two (a); DELETE FROM one; DELETE FROM nowhere' };

function tablesOf(database: DatabaseSync): unknown[] {
  return database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all()
    .map((row) => row['name']);
}

describe('migrating', () => {
  it('numbers its steps from 1 without gaps', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  it('takes each step once', () => {
    using database = new DatabaseSync(':memory:');
    migrate(database, [FIRST]);
    migrate(database, [FIRST, SECOND]);
    migrate(database, [FIRST, SECOND]);
    expect(schemaVersion(database)).toBe(2);
    expect(database.prepare('SELECT count(*) AS rows FROM two').get()).toEqual({ rows: 1 });
  });

  it('leaves the file at the last whole step when one fails', () => {
    using database = new DatabaseSync(':memory:');
    expect(() => migrate(database, [FIRST, BROKEN])).toThrow('nowhere');
    expect(schemaVersion(database)).toBe(1);
    expect(tablesOf(database)).toEqual(['one']);
    expect(database.prepare('SELECT count(*) AS rows FROM one').get()).toEqual({ rows: 1 });
    expect(database.isTransaction).toBe(false);
    migrate(database, [FIRST, SECOND]);
    expect(schemaVersion(database)).toBe(2);
  });

  it('is taken by one of two processes that begin at once, and both go on', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.file('race.db');
    // The file is there already, as when an old store meets two new programs.
    new DatabaseSync(path).close();
    const source = fileURLToPath(new URL('../../../../src/store/sqlite/migrate.ts', import.meta.url));
    const script = `
      import { DatabaseSync } from 'node:sqlite';
      import { migrate, schemaVersion } from ${JSON.stringify(source)};
      const database = new DatabaseSync(${JSON.stringify(path)}, { timeout: 5000 });
      while (Date.now() < Number(process.argv[1])) {}
      migrate(database);
      console.log(schemaVersion(database));`;
    const startAt = String(Date.now() + 700);
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, startAt], {
        encoding: 'utf8',
      });
    const results = await Promise.all([run(), run()]);
    expect(results.map(({ stdout }) => stdout.trim())).toEqual([
      String(SCHEMA_VERSION),
      String(SCHEMA_VERSION),
    ]);
  });

  it('knows of old jobs which of them an incident has', () => {
    using database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, 6));
    database.exec(`INSERT INTO incident (public_id, kind, rule, group_key, labels, severity, state, opened_at, last_news_at)
      VALUES ('i', 'jobs', 'failures', '[]', '{}', 'critical', 'closed', 1, 1)`);
    const insert = (id: number, state: string, followed: number, missed: number) =>
      database.exec(`INSERT INTO job VALUES (${id}, 'media', 'b${id}', '${state}', '', '', '', '', '', '', '', '', '', '{}',
        1, 1, 1, 1, ${missed}, ${followed});
        INSERT INTO transition (id, job, poll_id, to_state, observed_at, since, baseline)
        VALUES (${id}, ${id}, 'p', '${state}', 1, 1, 0)`);
    const decide = (id: number, reason: string) =>
      database.exec(`INSERT INTO decision (transition, target, outcome, reason, decided_at)
        VALUES (${id}, 'media', 'suppress', '${reason}', 1)`);
    insert(1, 'Failed', 0, 0);
    database.exec(
      `INSERT INTO member (incident, job, transition, name, state, joined_at) VALUES (1, 1, 1, '', 'Failed', 1)`,
    );
    insert(2, 'Pause', 1, 0);
    decide(2, 'no-rule-matched');
    insert(3, 'Failed', 0, 0);
    decide(3, 'rule-tells-nobody');
    insert(4, 'Pause', 0, 3);
    insert(5, 'Pause', 0, 0);
    insert(6, 'Failed', 0, 0);
    migrate(database);
    const rows = database.prepare('SELECT coverage FROM job ORDER BY id').all();
    expect(rows.map((row) => row['coverage'])).toEqual([
      'incident',
      'no-rule',
      'ignored',
      'vanished',
      'not-followed',
      'none',
    ]);
  });

  it('keeps silences as they were; nobody ended them, as far as is known', () => {
    using database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, 4));
    database.exec(`INSERT INTO silence VALUES (3, '[]', 1, 2, 'alice', 'why', 0)`);
    migrate(database);
    expect(database.prepare('SELECT * FROM silence').all()).toEqual([
      {
        id: 3,
        matchers: '[]',
        from_at: 1,
        until_at: 2,
        author: 'alice',
        comment: 'why',
        created_at: 0,
        ended_by: null,
        ended_at: null,
      },
    ]);
  });

  it('keeps that queues were looked for in one list', () => {
    using database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, 6));
    database.exec(`INSERT INTO queue_fact VALUES ('p1', 'media', 'night', 'Paused', NULL, 5, NULL)`);
    migrate(database);
    expect(database.prepare('SELECT state, lists FROM queue_details').all()).toEqual([
      { state: 'Paused', lists: '/queue' },
    ]);
  });

  it('keeps which entries only the channel held back', () => {
    using database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, 5));
    database.exec(`
      INSERT INTO notification VALUES (5, 'oncall', '<1@example.com>', '1', '{}', 0, 0, NULL);
      INSERT INTO outbox VALUES (1, 5, 'email', 'a@x', 'pending', 1, 0, NULL, 1, 0, NULL);
      INSERT INTO outbox VALUES (2, 5, 'email', 'b@x', 'pending', 1, 0, NULL, 0, 1, NULL);
      INSERT INTO outbox VALUES (3, 5, 'email', 'c@x', 'sent', 2, 0, 7, 1, 1, NULL)`);
    migrate(database);
    expect(database.prepare('SELECT id, held_by, unanswered, unanswered_at FROM outbox').all()).toEqual([
      { id: 1, held_by: 'channel', unanswered: 0, unanswered_at: null },
      { id: 2, held_by: null, unanswered: 0, unanswered_at: null },
      { id: 3, held_by: null, unanswered: 0, unanswered_at: null },
    ]);
  });

  it('calls the mails of an escalation so, also those that an older version wrote', () => {
    using database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, 9));
    const insert = database.prepare(`INSERT INTO notification VALUES (?, 'lead', ?, '1', ?, 0, 0, NULL)`);
    const stories = [{ escalated: true, jobs: 1 }, { jobs: 1 }, undefined];
    for (const [index, story] of stories.entries())
      insert.run(index + 1, `<${index}@example.com>`, JSON.stringify({ kind: 'opening', story }));
    migrate(database);
    const rows = database.prepare('SELECT message FROM notification ORDER BY id').all();
    expect(rows.map((row) => JSON.parse(String(row['message'])) as unknown)).toEqual([
      { kind: 'escalation', story: { jobs: 1 } },
      { kind: 'opening', story: { jobs: 1 } },
      { kind: 'opening' },
    ]);
  });

  it('calls what a person did manual: of incidents, of their events and in messages, and changes nothing else', () => {
    using database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, 10));
    const incident = database.prepare(`
      INSERT INTO incident (public_id, kind, rule, group_key, labels, severity, state, opened_at, last_news_at, closed_at, closed_reason)
      VALUES (?1, 'jobs', 'failures', ?1, '{}', 'critical', 'closed', 1, 1, 2, ?1)`);
    for (const reason of ['hand', 'recovered']) incident.run(reason);
    const event = database.prepare(`
      INSERT INTO incident_event (incident, at, kind, reason, detail) VALUES (1, 1, 'x', ?, 'hand')`);
    for (const reason of ['hand', 'closed-hand', 'handed', 'closed-recovered']) event.run(reason);
    const insert = database.prepare(`INSERT INTO notification
      (receiver, message_id, incident, message, detected_at, created_at) VALUES ('a', ?1, '1', ?1, 0, 0)`);
    const stories = [
      { reason: 'closed-hand', closed: { reason: 'hand', at: 2 }, labels: { code: 'hand' } },
      { reason: 'opened-and-closed', closed: { reason: 'hand', at: 2 } },
      { reason: 'news' },
      undefined,
    ];
    for (const story of stories) insert.run(JSON.stringify({ kind: 'closing', story }));
    migrate(database);
    const all = (query: string) =>
      database
        .prepare(query)
        .all()
        .flatMap((row) => Object.values(row));
    expect(all('SELECT closed_reason FROM incident ORDER BY id')).toEqual(['manual', 'recovered']);
    expect(all('SELECT reason FROM incident_event ORDER BY id')).toEqual([
      'manual',
      'closed-manual',
      'handed',
      'closed-recovered',
    ]);
    const messages = all('SELECT message FROM notification ORDER BY id');
    expect(messages.map((message) => JSON.parse(String(message)) as unknown)).toEqual([
      {
        kind: 'closing',
        story: { reason: 'closed-manual', closed: { reason: 'manual', at: 2 }, labels: { code: 'hand' } },
      },
      { kind: 'closing', story: { reason: 'opened-and-closed', closed: { reason: 'manual', at: 2 } } },
      { kind: 'closing', story: { reason: 'news' } },
      { kind: 'closing' },
    ]);
  });

  it('keeps what refers to a table that is made again, and never gives an id again that somebody remembers', () => {
    using database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true });
    migrate(database, MIGRATIONS.slice(0, 1));
    const job = `'media', 'b1', 'Failed', '', '', '', '', '', '', '', '', '', '{}', 0, 0, 0, 0, 0, 0`;
    database.exec(`
      INSERT INTO job VALUES (1, ${job});
      INSERT INTO transition VALUES (3, 1, 'p1', NULL, 'Failed', 0, 0, NULL, 0);
      INSERT INTO decision VALUES (1, 3, 'media', 'notify', 'first-seen', 'failures', 'oncall', 'critical', 0, 9);
      INSERT INTO notification VALUES (5, 'oncall', '<1@example.com>', '1', '{}', 0, 0);
      INSERT INTO outbox VALUES (1, 5, 'email', 'oncall@example.com', 'pending', 0, 0, NULL, 0);
      INSERT INTO attempt VALUES (1, 1, 'email', 0, NULL, NULL, NULL, NULL)`);
    const named = database.prepare("SELECT name FROM pragma_table_info('job')").all();
    const columns = named.map(({ name }) => String(name)).join();
    migrate(database);
    for (const table of ['transition', 'decision', 'notification', 'outbox', 'attempt'])
      expect(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get(), table).toEqual({ rows: 1 });
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    expect(database.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    database.exec('DELETE FROM job; DELETE FROM notification');
    expect(database.prepare('SELECT count(*) AS rows FROM decision').get()).toEqual({ rows: 0 });
    database.exec(`
      INSERT INTO job (${columns}) VALUES (1, ${job});
      INSERT INTO transition (job, poll_id, to_state, observed_at, since, baseline) VALUES (1, 'p2', 'Failed', 0, 0, 0);
      INSERT INTO notification (receiver, message_id, incident, message, detected_at, created_at)
      VALUES ('oncall', '<2@example.com>', '2', '{}', 0, 0)`);
    expect(database.prepare('SELECT id FROM transition').get()).toEqual({ id: 4 });
    // Decisions name a notification 9 that was pruned.
    expect(database.prepare('SELECT id FROM notification').get()).toEqual({ id: 10 });
  });
});
