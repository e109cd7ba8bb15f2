import { createHash } from 'node:crypto';

/**
 * Opaque page tokens and what they stand for. Their forms are those that trap a client which guesses numbers:
 * leading zeros (`0115716`), an exponent (`65004e85`), plain digits, 32 hex characters.
 */
export class Tokens<Meaning> {
  readonly #meanings = new Map<string, Meaning>();
  #issued = 0;

  issue(meaning: Meaning): string {
    this.#issued += 1;
    const token = formOf(this.#issued);
    if (this.#meanings.size >= KEPT) {
      const [oldest] = this.#meanings.keys();
      if (oldest !== undefined) this.#meanings.delete(oldest);
    }
    this.#meanings.set(token, meaning);
    return token;
  }

  meaningOf(token: string): Meaning | undefined {
    return this.#meanings.get(token);
  }
}

const KEPT = 20_000;

function formOf(number: number): string {
  const digits = String(number).padStart(6, '0');
  switch (number % 4) {
    case 0:
      return `0${digits}`;
    case 1:
      return `6${digits}e85`;
    case 2:
      return `1${digits}`;
    default:
      return createHash('md5').update(digits).digest('hex');
  }
}
