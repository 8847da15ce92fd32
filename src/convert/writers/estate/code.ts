/** A TypeScript expression before it is laid out. */
export type Code =
  | { readonly raw: string }
  | { readonly text: string }
  | { readonly list: readonly Code[] }
  | { readonly fields: readonly Field[]; readonly open?: true }
  | { readonly call: string; readonly args: readonly Code[] };

type Field = readonly [name: string, value: Code];

/** The longest line, and how far each level stands in. */
const WIDTH = 120;
const STEP = 2;

export const raw = (code: string): Code => ({ raw: code });
export const text = (value: string): Code => ({ text: value });
export const list = (items: readonly Code[]): Code => ({ list: items });
export const call = (name: string, ...args: readonly Code[]): Code => ({ call: name, args });

/** An object; fields without a value are left out. `open`: each field on a line of its own. */
export function fields(of: Readonly<Record<string, Code | undefined>>, open?: true): Code {
  const all = Object.entries(of).filter((field): field is [string, Code] => field[1] !== undefined);
  return { fields: all, ...(open && { open }) };
}

/** Data as code. */
export function data(value: unknown): Code {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return list(value.map(data));
  if (typeof value !== 'object' || value === null) return raw(String(value));
  return fields(
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, part === undefined ? part : data(part)])),
  );
}

function quoted(value: string): string {
  const plain = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
  const single = !value.includes("'") || value.split("'").length <= value.split('"').length;
  return single ? `'${plain.replaceAll("'", "\\'")}'` : `"${plain.replaceAll('"', '\\"')}"`;
}

const named = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

function isOpen(code: Code): boolean {
  if ('fields' in code) return code.open === true || code.fields.some(([, value]) => isOpen(value));
  if ('list' in code) return code.list.some(isOpen);
  return 'call' in code && code.args.some(isOpen);
}

/** All on one line. */
function flat(code: Code): string {
  if ('raw' in code) return code.raw;
  if ('text' in code) return quoted(code.text);
  if ('list' in code) return `[${code.list.map(flat).join(', ')}]`;
  if ('call' in code) return `${code.call}(${code.args.map(flat).join(', ')})`;
  if (code.fields.length === 0) return '{}';
  return `{ ${code.fields.map(of => (sameName(of) ? of[0] : `${named(of[0])}: ${flat(of[1])}`)).join(', ')} }`;
}

function block(open: string, items: readonly string[], close: string, depth: number): string {
  const inner = ' '.repeat(depth + STEP);
  return `${open}\n${items.map(item => `${inner}${item},\n`).join('')}${' '.repeat(depth)}${close}`;
}

const sameName = ([key, value]: Field): boolean => 'raw' in value && value.raw === key;

function field([key, value]: Field, depth: number): string {
  if (sameName([key, value])) return key;
  const name = `${named(key)}:`;
  const inner = depth + STEP;
  if ('text' in value && inner + name.length + 2 + flat(value).length > WIDTH) {
    return `${name}\n${' '.repeat(inner + STEP)}${flat(value)}`;
  }
  return `${name} ${lay(value, inner, inner + name.length + 1)}`;
}

/**
 * An expression as the formatter of this repository would lay it out.
 * @param depth how far its line stands in
 * @param column where it begins; one letter follows it
 */
export function lay(code: Code, depth: number, column: number): string {
  const line = flat(code);
  const fits = column + line.length + 1 <= WIDTH && !isOpen(code);
  if (fits || 'raw' in code || 'text' in code) return line;
  const inner = depth + STEP;
  if ('fields' in code)
    return block(
      '{',
      code.fields.map(part => field(part, depth)),
      '}',
      depth,
    );
  if ('list' in code)
    return block(
      '[',
      code.list.map(item => lay(item, inner, inner)),
      ']',
      depth,
    );
  return layCall(code, depth, column);
}

function layCall(code: Extract<Code, { call: string }>, depth: number, column: number): string {
  const before = code.args.slice(0, -1);
  const last = code.args.at(-1);
  // The last argument stays on the line of the call when it opens a bracket of its own.
  if (last && ('fields' in last || 'list' in last) && before.every(arg => !('fields' in arg || 'list' in arg))) {
    const head = `${code.call}(${before.map(arg => `${flat(arg)}, `).join('')}`;
    return `${head}${lay(last, depth, column + head.length + 1)})`;
  }
  const inner = depth + STEP;
  return block(
    `${code.call}(`,
    code.args.map(arg => lay(arg, inner, inner)),
    ')',
    depth,
  );
}

/** One statement, at a depth. */
export function statement(start: string, code: Code, depth: number): string {
  const indent = ' '.repeat(depth);
  return `${indent}${start}${lay(code, depth, depth + start.length)};\n`;
}

/** Data that is never changed, under a name. */
export function constant(name: string, code: Code, depth: number): string {
  const start = `const ${name} = `;
  return `${' '.repeat(depth)}${start}${lay(code, depth, depth + start.length + ' as const'.length)} as const;\n`;
}

/** A comment of one or more lines. */
export function comment(words: string, depth: number): string {
  const lines: string[] = [''];
  for (const word of words.split(/\s+/)) {
    const line = lines.at(-1)!;
    if (line !== '' && depth + 4 + line.length + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map(line => `${' '.repeat(depth)}// ${line}\n`).join('');
}
