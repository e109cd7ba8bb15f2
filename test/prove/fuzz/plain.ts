/** Beyond it a name is cut; the API allows 128. */
const NAME_LIMIT = 512;

/** Nothing in it has to be made visible, and nothing is cut: a mail gives it back byte for byte. */
export function isPlain(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/u.test(text) && Array.from(text).length <= NAME_LIMIT;
}
