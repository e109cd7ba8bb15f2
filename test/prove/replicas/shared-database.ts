import { PostgresServer } from '../../support/postgres/postgres-server.ts';
import { startStandby } from '../../support/postgres/start-standby.ts';
import { DatabaseLink } from '../store/database-link.ts';
import { PgBouncer } from './pgbouncer.ts';

/** A crash of the server loses nothing that it has committed. The first of them keeps what a standby needs. */
const LASTING = { synchronous_commit: 'on', wal_keep_size: '256MB' };

type Run = (statement: string) => Promise<Record<string, unknown>[]>;

/** The one database of all replicas, with what may stand before it and behind it. */
export class SharedDatabase implements AsyncDisposable {
  #primary: PostgresServer;
  #standby: PostgresServer | undefined;
  #replication: DatabaseLink | undefined;
  #bouncer: PgBouncer | undefined;

  private constructor(primary: PostgresServer) {
    this.#primary = primary;
  }

  static async start(): Promise<SharedDatabase> {
    const primary = await PostgresServer.start(LASTING);
    await primary.run('CREATE DATABASE batchwatch');
    return new SharedDatabase(primary);
  }

  /** The port that replicas connect to. */
  get port(): number {
    return this.#bouncer?.port ?? this.#primary.port;
  }

  /** Runs a statement past all proxies. Rejects while the database is out. */
  run(statement: string): ReturnType<Run> {
    return this.#primary.run(statement, 'batchwatch');
  }

  crash(): Promise<void> {
    return this.#primary.stop('crash');
  }

  startAgain(): Promise<void> {
    return this.#primary.startAgain();
  }

  /** Puts PgBouncer before the database, for connections from now on. It pools by transaction. */
  async poolTransactions(): Promise<void> {
    this.#bouncer ??= await PgBouncer.start(this.#primary.port);
  }

  async poolNoMore(): Promise<void> {
    await this.#bouncer?.[Symbol.asyncDispose]();
    this.#bouncer = undefined;
  }

  /** Starts an asynchronous standby that follows the primary. */
  async follow(): Promise<void> {
    const primary = this.#primary;
    this.#replication = await DatabaseLink.start(() => primary.port);
    this.#standby = await startStandby(primary, { port: this.#replication.port, settings: LASTING });
  }

  /** From now on the standby hears nothing. */
  holdStandby(): void {
    this.#replication?.hold();
  }

  /**
   * The primary dies, and the standby takes its place with what it has. Nobody may write meanwhile.
   * @returns what `read` finds in the dead primary and in the new one
   */
  async failOver<Known>(read: (run: Run) => Promise<Known>): Promise<[Known, Known]> {
    const [lost, standby] = [this.#primary, this.#standby];
    if (standby === undefined) throw new Error('there is no standby to fail over to');
    await lost.stop('crash');
    await this.#replication?.[Symbol.asyncDispose]();
    await standby.run('SELECT pg_promote(true, 60)');
    this.#primary = standby;
    this.#standby = undefined;
    await lost.startAgain();
    const before = await read((statement) => lost.run(statement, 'batchwatch'));
    await lost[Symbol.asyncDispose]();
    return [before, await read((statement) => this.run(statement))];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bouncer?.[Symbol.asyncDispose]();
    await this.#replication?.[Symbol.asyncDispose]();
    await this.#standby?.[Symbol.asyncDispose]();
    await this.#primary[Symbol.asyncDispose]();
  }
}
