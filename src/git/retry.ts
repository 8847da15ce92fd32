/** No one waits longer than this for a command. */
const LONGEST = 120_000;

/** Whether the server turned a request away unseen, so that asking again cannot do it twice. */
export function isRateLimit(status: number, headers: Headers): boolean {
  if (status === 429) return true;
  return status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0');
}

/**
 * How long to wait before a try, in milliseconds: what the server asks for, else twice as long each time.
 * @returns `undefined` when the server asks for longer than anybody waits
 */
export function pauseBefore(attempt: number, headers: Headers, now: number): number | undefined {
  const asked = askedFor(headers, now);
  const pause = asked === undefined ? doubling(attempt) : Math.max(0, asked);
  return pause > LONGEST ? undefined : pause;
}

/** 1 s before the second try, then 2 s, 4 s, 8 s. */
export function doubling(attempt: number): number {
  return 1_000 * 2 ** (attempt - 2);
}

/** `Retry-After`, in seconds or as a date, or the time at which a rate limit starts anew. */
function askedFor(headers: Headers, now: number): number | undefined {
  const after = headers.get('retry-after');
  if (after !== null) return /^\d+$/.test(after) ? Number(after) * 1_000 : dateOr(after, now);
  const reset = headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset');
  const spent = (headers.get('x-ratelimit-remaining') ?? headers.get('ratelimit-remaining')) === '0';
  return spent && reset !== null && /^\d+$/.test(reset) ? Number(reset) * 1_000 - now : undefined;
}

function dateOr(text: string, now: number): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time - now;
}
