import { packaged } from '../src/world/packaged.js';
import { notFound } from '../src/world/run.js';
import type { Output, Run, World } from '../src/world.js';
import { MemoryFiles } from './memory-files.js';

/** What a memory world is told of itself; all of it may be left out. */
export interface MemoryWorldProps {
  /** Paths and contents; relative paths begin at `cwd`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** @default '/repo' */
  readonly cwd?: string;
  /** Milliseconds since 1970. @default 2026-01-01T00:00:00Z */
  readonly now?: number;
  /** What programs answer. @default every program is missing */
  readonly run?: Run;
  /** What servers answer. @default none can be reached */
  readonly fetch?: World['fetch'];
  readonly stdin?: string;
}

/** An Output that remembers; nobody looks on, so there are no colours. */
class Screen implements Output {
  text = '';
  readonly isTTY = false;
  readonly columns = undefined;
  readonly colour = false;

  write(text: string): void {
    this.text += text;
  }
}

/** A world without effects, and what was written in it. */
export interface MemoryWorld extends World {
  readonly files: MemoryFiles;
  readonly stdout: Screen;
  readonly stderr: Screen;
}

export function memoryWorld(props: MemoryWorldProps = {}): MemoryWorld {
  const { cwd = '/repo', stdin } = props;
  let time = props.now ?? Date.UTC(2026, 0, 1);
  const files = new MemoryFiles();
  files.makeFolder(cwd);
  for (const [path, content] of Object.entries(props.files ?? {})) {
    const file = path.startsWith('/') ? path : `${cwd}/${path}`;
    files.makeFolder(file.slice(0, file.lastIndexOf('/')));
    files.write(file, content);
  }
  return {
    cwd,
    env: props.env ?? {},
    files,
    packaged,
    now: () => time,
    // The clock moves on, and nobody waits.
    sleep: async duration => {
      time += duration;
    },
    run: props.run ?? (program => Promise.reject(notFound(program))),
    fetch: props.fetch ?? (url => Promise.reject(new TypeError(`fetch failed: ${url}`))),
    stdin: { isTTY: stdin === undefined, text: () => Promise.resolve(stdin ?? '') },
    stdout: new Screen(),
    stderr: new Screen(),
  };
}
