import { PostgresDialect, type Driver, type PostgresDialectConfig, type QueryCompiler } from 'kysely';
import { TranslatingCompiler } from './translating-compiler.ts';
import { WriteDriver } from './write-driver.ts';

/** Kysely over PostgreSQL, in the words that both engines share. */
export class SharedWordsDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new WriteDriver(this.#config);
  }

  override createQueryCompiler(): QueryCompiler {
    return new TranslatingCompiler();
  }
}
