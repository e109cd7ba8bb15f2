/** Joins the lines of a text part as a mail client does that knows format=flowed (RFC 3676, §4). */
export function unflow({ type, content }: { type: string; content: string }): string {
  const delSp = /; delsp=yes/.test(type);
  const lines: string[] = [];
  let isSoft = false;
  for (const line of content.split('\r\n')) {
    const said = line.replace(/^ /, '');
    const open = isSoft ? (lines.pop() ?? '') : '';
    lines.push((delSp && isSoft ? open.slice(0, -1) : open) + said);
    isSoft = said.endsWith(' ') && said !== '-- ';
  }
  return lines.join('\r\n');
}
