import type { Sticky } from '../../model/backend.js';
import { literal } from '../../model/cookie-regex.js';
import { UserError } from '../../model/user-error.js';
import { block, headerVariable, quoted } from './conf-text.js';

/** The cookie that a client keeps its key in, as `Set-Cookie`; empty where it has one. */
const SET_COOKIE = '$set_side_cookie';

/**
 * `$key`, by which a request is counted to a side: the same key is always on the same side, and stays on the new one
 * when its share grows. Requests without the key, and all where none is declared, are counted one by one.
 */
export function keyMaps(key: Sticky | undefined): readonly string[] {
  if (!key) return block('map $request_id $key', ['default $request_id;']);
  switch (key.by) {
    case 'address':
      return block('map $client $key', ['default $client;']);
    case 'header':
      return block(`map ${headerVariable(key.name)} $key`, ['"" $request_id;', `default ${headerVariable(key.name)};`]);
    case 'query':
      return block('map $args $key', [
        `${quoted(`~(?:^|&)${literal(key.name)}=(?<query_key>[^&]+)`)} $query_key;`,
        'default $request_id;',
      ]);
    case 'cookie':
      return cookieMaps(key);
  }
}

/** A client without the cookie gets one, with the key that this request was counted by. */
function cookieMaps({ name, ttl, path }: Sticky & { readonly by: 'cookie' }): readonly string[] {
  if (!/^[\w-]+$/.test(name) || !/^[\w./~-]*$/.test(path ?? '/')) {
    throw new UserError(
      `A cookie ${JSON.stringify(name)} for ${JSON.stringify(path ?? '/')} is none that the proxy sets.`,
      'Use letters, digits, dashes and underscores.',
    );
  }
  const has = quoted(`~(?:^|;\\s*)${literal(name)}=(?<cookie_key>[^;]+)`);
  const cookie = `${name}=$request_id; Max-Age=${Math.floor(ttl / 1_000)}; Path=${path ?? '/'}; HttpOnly; SameSite=Lax`;
  return [
    ...block('map $http_cookie $key', [`${has} $cookie_key;`, 'default $request_id;']),
    ...block(`map $http_cookie ${SET_COOKIE}`, [`${has} "";`, `default "${cookie}";`]),
  ];
}

/** What an answer carries so that the next request has the key. */
export function keyHeader(key: Sticky | undefined): readonly string[] {
  return key?.by === 'cookie' ? [`add_header Set-Cookie ${SET_COOKIE} always;`] : [];
}
