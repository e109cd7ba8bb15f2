/**
 * The known name that somebody typed. Blanks around it, its case and the width of its characters do not count, unless
 * several names differ only so. `undefined` when there is none.
 */
export function nameMeant<Name extends string>(typed: string, known: readonly Name[]): Name | undefined {
  const exact = known.find((name) => name === typed);
  if (exact !== undefined) return exact;
  const [alike, ...others] = known.filter((name) => folded(name) === folded(typed));
  return others.length === 0 ? alike : undefined;
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
