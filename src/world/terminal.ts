/** Where a command writes what people or programs read. */
export interface Output {
  write(text: string): void;
  /** Whether a person looks on. */
  readonly isTTY: boolean;
  /** Width in characters; `undefined` when nobody looks on. */
  readonly columns: number | undefined;
  /** Whether colours may be written: on a terminal, unless NO_COLOR or TERM=dumb say no or FORCE_COLOR says yes. */
  readonly colour: boolean;
}

/** What is piped into a command. */
export interface Input {
  readonly isTTY: boolean;
  /** All of it, as UTF-8. */
  text(): Promise<string>;
}

/** The conventions of https://no-color.org and https://force-color.org. */
export function wantsColour(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return isTTY && env['TERM'] !== 'dumb';
}

export function realOutput(stream: NodeJS.WriteStream, env: Readonly<Record<string, string | undefined>>): Output {
  return {
    write: text => {
      stream.write(text);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
    get colour() {
      return wantsColour(stream.isTTY === true, env);
    },
  };
}

export function realInput(stream: NodeJS.ReadStream): Input {
  return {
    get isTTY() {
      return stream.isTTY === true;
    },
    async text() {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(Buffer.from(part));
      return Buffer.concat(parts).toString('utf8');
    },
  };
}
