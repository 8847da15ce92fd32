/** Text as one cell of a table: nothing in it ends the cell, opens a tag or calls somebody. */
export function cell(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '\\|')
    .replaceAll('@', '@\u200b')
    .replace(/\s+/g, ' ');
}

/** A block of code, whatever stands in it: its fence is longer than any row of backticks inside. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}\n`;
}
