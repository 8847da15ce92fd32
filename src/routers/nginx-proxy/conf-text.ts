import { UserError } from '../../model/user-error.js';

/** nginx reads a word into a buffer of one page. Source: https://github.com/nginx/nginx/blob/release-1.28.0/src/core/ngx_conf_file.h */
const LONGEST = 4_000;

/**
 * A word of nginx' configuration that means these very characters, wherever it takes no variables.
 * @throws UserError when nginx could not read it.
 */
export function quoted(text: string): string {
  if (Buffer.byteLength(text) > LONGEST || /[\0\r\n]/.test(text)) {
    throw new UserError(
      `${JSON.stringify(text.slice(0, 40))}… cannot stand in nginx’ configuration.`,
      `Write one line of at most ${LONGEST} bytes.`,
    );
  }
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/**
 * A value that nginx would otherwise look for variables in.
 * @throws UserError when it has a dollar sign, which nginx cannot escape.
 */
export function fixed(text: string, what: string): string {
  if (!text.includes('$')) return quoted(text);
  throw new UserError(
    `${what} has the value ${JSON.stringify(text)}; nginx takes "$" for a variable.`,
    'Drop the "$".',
  );
}

/** `name {`, its lines one step in, `}`. */
export function block(name: string, lines: readonly string[]): readonly string[] {
  return [`${name} {`, ...lines.map(line => `  ${line}`), '}'];
}

/**
 * The variable that holds a request header.
 * @throws UserError when the name has characters that no variable has.
 */
export function headerVariable(name: string): string {
  if (/^[a-z0-9-]+$/.test(name)) return `$http_${name.replaceAll('-', '_')}`;
  throw new UserError(`nginx cannot read a header called ${JSON.stringify(name)}.`, 'Use letters, digits and dashes.');
}
