/** HTML that is safe to send as it is: it can only be made by `markup`, which escapes what it is given. */
export class Markup {
  readonly #html: string;

  private constructor(html: string) {
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }

  /** Joins a literal template with values; strings are escaped, markup is taken as it is. */
  static of(literals: TemplateStringsArray, values: readonly MarkupValue[]): Markup {
    return new Markup(literals.map((literal, at) => literal + toHtml(values[at] ?? '')).join(''));
  }
}

type MarkupValue = string | number | Markup | readonly Markup[];

/**
 * Template tag for HTML. Values are escaped for element content and for double-quoted attributes, the only
 * two places where they may stand.
 */
export function markup(literals: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return Markup.of(literals, values);
}

function toHtml(value: MarkupValue): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  if (typeof value === 'number') return String(value);
  if (value instanceof Markup) return value.toString();
  return value.map(String).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
