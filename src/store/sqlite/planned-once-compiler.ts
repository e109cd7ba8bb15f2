import { type LimitNode, type OperationNode, type RawNode, SqliteQueryCompiler, ValueNode } from 'kysely';

/**
 * Writes limits into the statement. SQLite looks at a bound limit when it plans, and then plans the statement again each
 * time it runs, which takes ten times as long as to find nothing by an index.
 */
export class PlannedOnceCompiler extends SqliteQueryCompiler {
  protected override visitLimit({ limit }: LimitNode): void {
    this.append('limit ');
    this.#writeOut(limit);
  }

  protected override visitRaw({ sqlFragments, parameters }: RawNode): void {
    for (const [at, fragment] of sqlFragments.entries()) {
      this.append(fragment);
      const parameter = parameters[at];
      if (parameter === undefined) continue;
      if (/\blimit\s*$/i.test(fragment)) this.#writeOut(parameter);
      else this.visitNode(parameter);
    }
  }

  #writeOut(limit: OperationNode): void {
    if (ValueNode.is(limit) && Number.isSafeInteger(limit.value)) this.appendImmediateValue(limit.value);
    else this.visitNode(limit);
  }
}
