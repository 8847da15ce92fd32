import type { Json } from '../model/manifest.js';
import { listAt } from './answer.js';
import type { Send } from './http.js';

/**
 * All entries of a list that comes in pages.
 * @param size the query's word for entries a page
 */
export async function pages(send: Send, path: string, size: string, count: number): Promise<readonly Json[]> {
  const all: Json[] = [];
  for (let page = 1; ; page++) {
    const query = `${path.includes('?') ? '&' : '?'}${size}=${count}&page=${page}`;
    const entries = listAt((await send('GET', path + query)).body);
    all.push(...entries);
    // A server may give fewer a page than were asked for.
    if (entries.length === 0) return all;
  }
}
