const SEAL = /^\/\/ Written by sluice convert; edited by nobody since: ([0-9a-f]{64})\n/;

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(bytes).toString('hex');
}

/** A text with a first line by which an edit can be told. */
export async function sealed(text: string): Promise<string> {
  return `// Written by sluice convert; edited by nobody since: ${await digest(text)}\n${text}`;
}

/** Whether a text is still as it was sealed. */
export async function isSealed(text: string): Promise<boolean> {
  const [line, seen] = SEAL.exec(text) ?? [];
  return line !== undefined && seen === (await digest(text.slice(line.length)));
}
