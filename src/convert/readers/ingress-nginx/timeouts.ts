import type { ConnectionPool } from '../../../model/backend.js';
import type { Milliseconds } from '../../../model/duration.js';
import type { Retries } from '../../../model/route.js';
import type { Settings } from './settings.js';

/** ingress-nginx counts in whole seconds. */
export function timeout(settings: Settings): Milliseconds | undefined {
  const seconds = settings.number('proxy-read-timeout');
  if (seconds === undefined) return undefined;
  if (seconds <= 0) {
    settings.say('proxy-read-timeout', 'unsupported', `${seconds} s is no time that nginx could wait.`);
    return undefined;
  }
  const note = `nginx: ${seconds} s between two reads. Gateway: ${seconds} s for the whole answer, so longer downloads end.`;
  settings.say('proxy-read-timeout', 'approximated', note);
  return seconds * 1_000;
}

export function connectionPool(settings: Settings): ConnectionPool | undefined {
  const seconds = settings.number('proxy-connect-timeout');
  if (seconds === undefined) return undefined;
  if (seconds > 0) {
    settings.say('proxy-connect-timeout', 'equivalent');
    return { connectTimeout: `${seconds}s` };
  }
  settings.say('proxy-connect-timeout', 'unsupported', `${seconds} s is no time to connect in.`);
  return undefined;
}

/** What makes Envoy repeat where nginx passes on to the next upstream; nothing for what has no counterpart. */
const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  error: ['connect-failure', 'refused-stream'],
  timeout: [],
  invalid_header: ['reset'],
  non_idempotent: [],
};

function condition(word: string): readonly string[] {
  const status = /^http_(\d{3})$/.exec(word)?.[1];
  return status === undefined ? (CONDITIONS[word] ?? []) : [status];
}

/** The tries that nginx has when nobody says another number. */
const TRIES = 3;

export function retries(settings: Settings): Retries | undefined {
  const words = settings.text('proxy-next-upstream')?.split(/\s+/);
  const tries = settings.number('proxy-next-upstream-tries');
  if (!words && tries === undefined) return undefined;
  if (words?.includes('off')) {
    settings.say('proxy-next-upstream', 'exact');
    if (tries !== undefined) settings.ignored('proxy-next-upstream-tries', 'nothing is tried again');
    return { attempts: 0 };
  }
  if (tries !== undefined && tries <= 0) {
    settings.say('proxy-next-upstream-tries', 'unsupported', 'nginx: any number of tries. Gateway: 2 more.');
  } else if (tries !== undefined) {
    settings.say(
      'proxy-next-upstream-tries',
      'approximated',
      `nginx: ${tries} tries. Gateway: ${tries - 1} after the first.`,
    );
  }
  const on = [...new Set((words ?? ['error', 'timeout']).flatMap(condition))];
  if (words) {
    const lost = words.filter(word => condition(word).length === 0);
    const rest = lost.length > 0 ? ` Nothing stands for ${lost.join(', ')}.` : '';
    const note = `nginx: ${words.join(' ')}. Gateway: ${on.join(', ') || 'never'}, with any method.${rest}`;
    settings.say('proxy-next-upstream', 'approximated', note);
  }
  const attempts = on.length === 0 ? 0 : (tries !== undefined && tries > 0 ? tries : TRIES) - 1;
  return attempts === 0 ? { attempts } : { attempts, on };
}
