import { domainToASCII } from 'node:url';
import { UserError } from '../model/user-error.js';
import type { Header, Request } from '../planes/plane.js';

/** A request as a person writes it. */
export interface Written {
  /** @default GET */
  readonly method?: string;
  readonly url: string;
  /** `name: value`, as curl takes them. */
  readonly headers?: readonly string[];
  /** The client's address. */
  readonly from?: string;
}

function headerOf(text: string): Header {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)(?::\s*(.*)|;)$/s.exec(text) ?? [];
  if (name !== undefined) return [name, value ?? ''];
  throw new UserError(`"${text}" is no header.`, 'Write it as curl takes it: -H "x-user: 7".');
}

/**
 * The request that curl would send, but for a path that is taken as it stands (`curl --path-as-is`).
 * @throws UserError when the URL or a header is none.
 */
export function requestOf({ method = 'GET', url, headers = [], from }: Written): Request {
  const [, scheme, authority, rest] = /^(https?):\/\/([^/?#@\s]+)([/?#].*)?$/is.exec(url) ?? [];
  const [, name, port] = /^(.*?)(?::(\d{1,5}))?$/.exec(authority ?? '') ?? [];
  if (scheme === undefined || name === undefined || name === '') {
    throw new UserError(`"${url}" is no URL of HTTP.`, 'Write it in full: https://shop.example.com/cart.');
  }
  const secure = scheme.toLowerCase() === 'https';
  // Host names of other alphabets are sent in the letters of DNS.
  const host = /[^\x21-\x7e]/.test(name) ? domainToASCII(name) : name;
  const given = headers.map(headerOf);
  const own = given.find(([header]) => header.toLowerCase() === 'host')?.[1];
  const path = (rest ?? '/').replace(/#.*$/s, '');
  return {
    method,
    scheme: secure ? 'https' : 'http',
    host: own ?? (port === undefined ? host : `${host}:${port}`),
    port: port === undefined ? (secure ? 443 : 80) : Number(port),
    path: path.startsWith('/') ? path : `/${path}`,
    headers: given.filter(([header]) => header.toLowerCase() !== 'host'),
    ...(from !== undefined && { client: from }),
    serverName: host.toLowerCase(),
  };
}

/** Requests, one a line, as JSON: `{"method": "GET", "url": "https://…", "headers": ["x-user: 7"], "from": "192.0.2.1"}`. */
export function requestsIn(lines: string, file: string): readonly Request[] {
  return lines.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const value = parsed(line);
    if (value) return [requestOf(value)];
    const way = 'Write an object a line: {"method": "GET", "url": "https://…", "headers": ["x-user: 7"]}.';
    throw new UserError(`${file}:${i + 1} is no request.`, way);
  });
}

function parsed(line: string): Written | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isWritten(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isWritten(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null) return false;
  const { url, method = '', from = '', headers = [] } = value as Readonly<Record<string, unknown>>;
  const texts = [url, method, from].every(of => typeof of === 'string');
  return texts && Array.isArray(headers) && headers.every(of => typeof of === 'string');
}
