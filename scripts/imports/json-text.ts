const width = 160;

const field = (key: string, value: unknown, indent: string): string[] =>
  value === undefined ? [] : [`${JSON.stringify(key)}: ${jsonText(value, indent)}`];

/** JSON in which whatever fits on a line stays on one: small, quick to parse, and a change of version can be read. */
export function jsonText(value: unknown, indent = ''): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= width) return line;
  const deeper = `${indent} `;
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map(item => jsonText(item, deeper))]
    : ['{', '}', Object.entries(value).flatMap(([key, item]) => field(key, item, deeper))];
  return `${open}\n${parts.map(part => `${deeper}${part}`).join(',\n')}\n${indent}${close}`;
}
