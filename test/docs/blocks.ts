/** A fenced block of a document that can be tried: a file, a program, or a dialogue with a shell (`console`). */
export interface Block {
  readonly language: 'ts' | 'yaml' | 'console';
  /** Of the fence, 1-based. */
  readonly line: number;
  /** What its first line names: `// src/main.ts`, `# cdk8s.yaml`. */
  readonly path?: string;
  /** It says of itself that it is no whole program. */
  readonly fragment: boolean;
  readonly code: string;
}

/** A command of a dialogue, and what the document says that it prints. */
export interface Step {
  readonly command: string;
  readonly prints: string;
}

const OPEN = /^```(ts|yaml|console)( fragment)?$/;
const PATH = /^(?:\/\/|#) ([\w./-]+\.\w+)$/;

/** The blocks of a document that can be tried, in order. */
export function blocksOf(markdown: string): readonly Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, language, fragment] = OPEN.exec(lines[at]!) ?? [];
    if (language === undefined) continue;
    const line = at + 1;
    const end = lines.indexOf('```', at);
    const code = lines.slice(line, end);
    const path = PATH.exec(code[0] ?? '')?.[1];
    at = end;
    // YAML without a path is only to be read.
    if (language === 'yaml' && path === undefined) continue;
    blocks.push({
      language: language as Block['language'],
      line,
      ...(path !== undefined && { path }),
      fragment: fragment !== undefined,
      code: `${code.join('\n')}\n`,
    });
  }
  return blocks;
}

/** The commands of a `console` block: lines that begin with `$ `, each with the lines that follow it. */
export function stepsOf({ code }: Block): readonly Step[] {
  return code
    .split(/^\$ /m)
    .slice(1)
    .map(step => {
      const [command = '', ...prints] = step.split('\n');
      return { command, prints: prints.join('\n').trimEnd() };
    });
}

/** Whether a text is what a document shows of it: `…` stands for anything in a line, and alone for any lines. */
export function shows(shown: string, text: string): boolean {
  const pattern = shown
    .split('\n')
    .map(line => (line.trim() === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}\\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(`${text}\n`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
