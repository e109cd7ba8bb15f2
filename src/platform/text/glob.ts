/** Characters of a text that are compared. The API's names have 128 at most; a hostile one may have more. */
const LONGEST_TEXT = 2_000;

/** Returns true when the whole `text` matches `glob`. In it, `*` stands for any run of characters and `?` for one. */
export function matchesGlob(glob: string, text: string): boolean {
  const wanted = Array.from(glob);
  const given = Array.from(text.slice(0, LONGEST_TEXT));
  let [w, g, star, resume] = [0, 0, -1, 0];
  // The usual two-pointer walk: on a mismatch, let the last `*` swallow one more character. Linear in
  // memory and at most |glob| × |text| steps, unlike a regular expression made from hostile text.
  while (g < given.length) {
    if (wanted[w] === '*') [star, resume, w] = [w, g, w + 1];
    else if (wanted[w] === '?' || wanted[w] === given[g]) [w, g] = [w + 1, g + 1];
    else if (star === -1) return false;
    else [w, g, resume] = [star + 1, resume + 1, resume + 1];
  }
  return wanted.slice(w).every((character) => character === '*');
}
