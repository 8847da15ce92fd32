/** Where a remote repository is, taken apart. */
export interface RemoteAddress {
  /** The web address of the server: `https://git.example.com`, `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly host: string;
  /** `owner/name`, with all groups, without `.git`. */
  readonly repository: string;
}

/** Hosts that serve ssh on the port of https, and the web under another name. */
const WEB_HOST: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};

/**
 * Takes the address of a remote apart: `https://…`, `ssh://git@…`, `git@host:owner/name.git`.
 * @returns `undefined` for a folder or a file, which no server stands behind
 */
export function remoteAddress(url: string): RemoteAddress | undefined {
  const scp = /^(?:[^@/]+@)?([^:/\\]{2,}):(?!\/\/)(.+)$/.exec(url);
  if (scp) return address('https:', scp[1]!, scp[1]!, scp[2]!);
  if (!/^(https?|ssh|git\+ssh|git):\/\//.test(url)) return undefined;
  const { protocol, hostname, host, pathname } = new URL(url);
  const web = protocol === 'http:' || protocol === 'https:';
  // The port of ssh tells nothing about the web.
  return address(web ? protocol : 'https:', hostname, web ? host : hostname, pathname);
}

function address(protocol: string, hostname: string, host: string, path: string): RemoteAddress | undefined {
  const repository = decodeURIComponent(path)
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  const web = WEB_HOST[hostname] ?? host;
  if (!repository.includes('/')) return undefined;
  return { origin: `${protocol}//${web}`, host: WEB_HOST[hostname] ?? hostname, repository };
}
