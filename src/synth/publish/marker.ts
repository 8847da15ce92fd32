/** The first line of every file that Sluice writes, and the one sign by which it knows them again. */
export const MARKER = '# Written by Sluice; change src/estate and run "npx sluice synth".';

const LINE = `${MARKER}\n`;
const BYTES = Buffer.from(LINE);

export function marked(text: string): string {
  return LINE + text;
}

/** Whether a file's content begins with the marker line. */
export function isOurs(content: Buffer | undefined): boolean {
  return content?.subarray(0, BYTES.length).equals(BYTES) ?? false;
}
