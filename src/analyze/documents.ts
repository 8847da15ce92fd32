/** One document of a YAML file. */
export interface DocumentText {
  readonly text: string;
  /** The line of the file, 1-based, on which it begins. */
  readonly line: number;
}

const start = /^(?:%[^\n]*\n)*---(?=\s|$)|^\.\.\.(?=\s|$)[^\n]*\n?/gm;
/** A line that says nothing: a marker, a directive, a comment or only spaces. */
const emptyLine = /^(?:---|\.\.\.|%.*)?\s*(?:#.*)?$/;

/**
 * The documents of a YAML file, those without content left out. A file is cut before it is parsed, so that a broken
 * document does not hide the others, and a large file is never a tree as a whole.
 */
export function* documentsOf(text: string): Iterable<DocumentText> {
  let [from, line] = [0, 1];
  const cuts = [...text.matchAll(start)].map(({ index }) => index).filter(index => index > 0);
  for (const to of [...cuts, text.length]) {
    const part = text.slice(from, to);
    if (!isBlank(part)) yield { text: part, line };
    for (let i = part.indexOf('\n'); i >= 0; i = part.indexOf('\n', i + 1)) line++;
    from = to;
  }
}

function isBlank(part: string): boolean {
  for (let from = 0; from <= part.length; ) {
    const end = part.indexOf('\n', from);
    const to = end < 0 ? part.length : end;
    if (!emptyLine.test(part.slice(from, to))) return false;
    from = to + 1;
  }
  return true;
}
