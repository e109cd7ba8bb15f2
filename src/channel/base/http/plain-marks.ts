/** Replaces the signs of Markdown and of mentions in a text that is not ours, where the other side knows no escape. */
export function plainMarks(text: string): string {
  return text.replace(MARKS, (mark) => FULL_WIDTH[mark] ?? mark);
}

const FULL_WIDTH: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  '`': '｀',
  '@': '＠',
  '#': '＃',
  '~': '～',
};
const MARKS = /[<>[\]*`@#~]/g;
