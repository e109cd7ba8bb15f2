/**
 * Says what is wrong with an XML document. `undefined` when every element is closed by its own tag to the last byte,
 * and only blanks stand outside the one root. A document of more, or deeper, elements than any page has is a problem,
 * too: each element takes memory later.
 *
 * Knows elements, attributes and text only. Comments and CDATA sections must be resolved before (`resolveSections`).
 * Declarations and processing instructions are problems. It is stricter than XML about tags: names are ASCII, and an
 * attribute has no `<` or `>`. The parser that follows reads tags by simpler rules. So it cuts up an accepted
 * document in the same way, also where it skips an element kept raw.
 */
export function findXmlProblem(text: string, start: number): string | undefined {
  const open: string[] = [];
  let rootSeen = false;
  let elements = 0;
  let position = start;
  while (true) {
    const at = text.indexOf('<', position);
    const inside = open.length > 0;
    const outer = inside ? '' : text.slice(position, at === -1 ? undefined : at).trim();
    if (outer !== '') return `text ${quote(outer)} outside the root element`;
    if (at === -1) break;
    const tag = tagAt(text, at);
    if (tag === null) return `the markup ${quote(text.slice(at, at + 40))} is not a whole tag`;
    position = at + tag[0].length;
    const [, closed, opened = '', selfClosed] = tag;
    if (closed !== undefined) {
      const expected = open.pop();
      if (closed !== expected) return `</${quote(closed)}> where ${quote(expected ?? 'nothing')} was open`;
      continue;
    }
    if (!inside && rootSeen) return `a second root element ${quote(opened)}`;
    rootSeen = true;
    if (selfClosed === '') open.push(opened);
    if (open.length > DEEPEST) return `elements stand in each other more than ${DEEPEST} deep`;
    if (++elements > MOST_ELEMENTS) return `there are more than ${MOST_ELEMENTS} elements in it`;
  }
  if (!rootSeen) return 'there is no element in it';
  return open.length === 0 ? undefined : `the element ${quote(open.at(-1) ?? '')} is not closed`;
}

/** Samples go 6 deep. */
const DEEPEST = 100;
/** A page of 100 jobs has some 3,000. */
const MOST_ELEMENTS = 50_000;

/**
 * The tag that begins there: its text, and the name that it closes, or the name that it opens with `/` where it closes
 * itself. Null when no whole tag does.
 */
export function tagAt(text: string, at: number): RegExpExecArray | null {
  TAG.lastIndex = at;
  return TAG.exec(text);
}

const TAG =
  /<(?:\/([A-Za-z_][\w.:-]*)[ \t\r\n]*|([A-Za-z_][\w.:-]*)(?:[ \t\r\n]+[A-Za-z_][\w.:-]*[ \t\r\n]*=[ \t\r\n]*(?:"[^"<>]*"|'[^'<>]*'))*[ \t\r\n]*(\/?))>/y;

function quote(text: string): string {
  return text.slice(0, 40).replace(/\s+/g, ' ');
}
