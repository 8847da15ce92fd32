/** What a reader may show as it is: no control character, no line break of any YAML version, no BOM, no half pair. */
const PRINTABLE = /^[\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const TO_ESCAPE = /["\\]|[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;

function escapeOf(character: string): string {
  return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export function isPrintable(text: string): boolean {
  return PRINTABLE.test(text);
}

/** In double quotes; in single ones where that spares a regular expression or a JSON text its escapes. */
export function quoted(text: string): string {
  const spared = (text.includes('"') || text.includes('\\')) && !text.includes("'");
  return spared && isPrintable(text) ? `'${text}'` : `"${text.replace(TO_ESCAPE, escapeOf)}"`;
}
