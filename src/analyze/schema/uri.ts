/** The parts of a URI. */
export interface Uri {
  readonly scheme: string;
  /** With its port. */
  readonly host: string;
  /** Without port, and an IPv6 address without brackets. */
  readonly hostname: string;
  readonly port: string;
  /** As it was written. */
  readonly path: string;
  readonly query: string;
}

const badEscape = /%(?![0-9a-fA-F]{2})/;
const hostShape = /^(?:\[[0-9a-fA-F:.]+(?:%25[^\]]*)?\]|[^\s"<>\\^`{|}[\]%#/?:]*)(?::\d*)?$/;

function hasControl(text: string): boolean {
  return [...text].some(char => char < ' ' || char === '\u007f');
}

/**
 * An absolute URI or an absolute path, as Go's `url.ParseRequestURI` reads it, which API servers use.
 *
 * Source: https://pkg.go.dev/net/url#ParseRequestURI
 */
export function parseUri(text: string): Uri | undefined {
  if (text === '' || text.startsWith(':') || hasControl(text)) return undefined;
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(text) ?? [];
  const mark = rest.indexOf('?');
  const [before, query] = mark < 0 ? [rest, ''] : [rest.slice(0, mark), rest.slice(mark + 1)];
  const none = { scheme: scheme.toLowerCase(), host: '', hostname: '', port: '', path: '', query };
  if (!before.startsWith('/')) return scheme !== '' || text === '*' ? none : undefined;
  const [, authority = '', path = ''] =
    scheme !== '' && before.startsWith('//') ? (/^\/\/([^/]*)(.*)$/s.exec(before) ?? []) : [before, '', before];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (badEscape.test(path) || !hostShape.test(host)) return undefined;
  const [, hostname = '', port = ''] = /^(.*?)(?::(\d*))?$/.exec(host) ?? [];
  return { ...none, host, hostname: hostname.replace(/^\[|\]$/g, ''), port, path };
}
