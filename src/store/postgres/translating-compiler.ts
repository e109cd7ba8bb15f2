import { PostgresQueryCompiler, type RawNode } from 'kysely';
import { inPostgres } from '../dialect/words.ts';

/** Compiles what the dialect marked into the words of PostgreSQL. Statements without a mark stay as they are. */
export class TranslatingCompiler extends PostgresQueryCompiler {
  protected override visitRaw(node: RawNode): void {
    super.visitRaw(inPostgres(node));
  }
}
