import type { Damage } from './damages.ts';
import type { Trial } from './trial.ts';

/** Counts how damaged stores were taken, and keeps the first that was taken wrongly. */
export class TrialCounts {
  counterExample: string | undefined;
  readonly #ends = new Map<string, number>();

  add({ kind, name }: Pick<Damage, 'kind' | 'name'>, trial: Trial): void {
    for (const key of [kind, `${kind} ${trial.end}`]) this.#ends.set(key, (this.#ends.get(key) ?? 0) + 1);
    // Only a bit within a value can alter it unnoticed.
    const isWrong = trial.end === 'broken' || (trial.end === 'altered' && kind !== 'flip');
    if (isWrong) this.counterExample ??= `${name}: ${trial.how}`;
  }

  toString(): string {
    const kinds = [
      ['cut', 'cuts'],
      ['flip', 'flipped bits'],
      ['gone', 'empty or missing files'],
    ] as const;
    return kinds.map(([kind, words]) => `${this.#count(kind)} ${words}: ${this.#how(kind)}`).join('; ');
  }

  #how(kind: string): string {
    const ends = [
      ['refused', 'refused'],
      ['whole', 'harmless'],
      ['altered', 'change a value unnoticed'],
      ['broken', 'LOST OR SILENT'],
    ] as const;
    const shown = ends.filter(([end]) => this.#count(`${kind} ${end}`) > 0);
    return shown.map(([end, words]) => `${this.#count(`${kind} ${end}`)} ${words}`).join(', ');
  }

  #count(key: string): number {
    return this.#ends.get(key) ?? 0;
  }
}
