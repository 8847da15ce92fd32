import { type Node, parseSync } from 'oxc-parser';
import { UserError } from '../model/user-error.js';

/** A file of the estate, as text. */
export interface Source {
  /** As the user names it, with `/`, relative to the repository's root. */
  readonly file: string;
  readonly text: string;
}

/** A place that a person can go to; both numbers are 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where an offset of a text stands. CR, LF and CR LF all end a line, as they do for the language. */
export function placeOf({ file, text }: Source, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  const last = before.at(-1)!;
  // A byte order mark is no character that a person can see.
  const hidden = before.length === 1 && last.startsWith('\uFEFF') ? 1 : 0;
  return { file, line: before.length, column: last.length + 1 - hidden };
}

export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/**
 * The syntax tree of a file.
 * @throws UserError when the file does not parse.
 */
export function parse(source: Source): Node {
  // Node takes a byte order mark before "#!", the parser does not; a comment of the same length is as good.
  const text = source.text.replace(/^\uFEFF#!/, '\uFEFF//');
  const { program, errors } = parseSync(source.file, text, { sourceType: 'module' });
  const fault = errors.find(({ severity }) => severity === 'Error');
  if (fault) {
    const place = placeText(placeOf(source, fault.labels[0]?.start ?? 0));
    throw new UserError(
      `${place}: the file does not parse: ${fault.message}.`,
      'Put it right; then run the command again.',
    );
  }
  return program;
}

/** The nodes directly below a node, in the order in which they are written. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === 'object' && value !== null && 'type' in value);
}

/** What is left of an expression without what changes no value: parentheses, `as`, `satisfies`, `!`, `<T>`. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return bare(node.expression);
    default:
      return node;
  }
}

/** The value of a string literal or of a template without expressions; `undefined` for anything else. */
export function textOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  const value = bare(node);
  if (value.type === 'Literal' && typeof value.value === 'string') return value.value;
  if (value.type !== 'TemplateLiteral' || value.expressions.length > 0) return undefined;
  return value.quasis[0]?.value.cooked ?? undefined;
}
