import type { Json } from '../../model/manifest.js';
import type { Server, Situation } from '../gate-kind.js';
import { askJson, NoAnswer } from '../http.js';

/** A server of metrics that is asked about one time. */
export interface Prometheus {
  /**
   * The number that a question has now; `undefined` for none.
   * @throws NoAnswer when it is not one number
   */
  value(query: string): Promise<number | undefined>;
  /**
   * At which of equal steps until now a question has a number.
   * @param over how long, in milliseconds
   * @throws NoAnswer when it is not one series
   */
  known(query: string, over: number, steps: number): Promise<readonly boolean[]>;
}

interface Series {
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

/**
 * Questions to the HTTP API of Prometheus, or of what speaks like it.
 *
 * Source: https://prometheus.io/docs/prometheus/latest/querying/api/
 * @param at milliseconds since 1970
 */
export function prometheusAt(world: Pick<Situation['world'], 'fetch'>, server: Server, at: number): Prometheus {
  const ask = async (path: string, form: Readonly<Record<string, string>>) =>
    one(server, await askJson(world, server, path, form));
  return {
    async value(query) {
      const series = await ask('/api/v1/query', { query, time: String(at / 1_000) });
      if (series?.value === undefined) return undefined;
      const value = Number(series.value[1]);
      if (Number.isFinite(value)) return value;
      throw new NoAnswer(`The answer is ${series.value[1]}`);
    },
    async known(query, over, steps) {
      const step = over / steps / 1_000;
      const times = Array.from({ length: steps }, (_, index) => at / 1_000 - (steps - 1 - index) * step);
      const series = await ask('/api/v1/query_range', {
        query,
        start: String(times[0]),
        end: String(times.at(-1)),
        step: String(step),
      });
      const seen = (series?.values ?? []).flatMap(([time, value]) => (Number.isFinite(Number(value)) ? time : []));
      return times.map(time => seen.some(each => Math.abs(each - time) < step / 2));
    },
  };
}

function one({ url }: Server, body: Json): Series | undefined {
  const { data, warnings } = body as {
    readonly data?: { readonly result?: readonly Series[] };
    readonly warnings?: readonly string[];
  };
  // Thanos and the like answer with what they have when a part of them is down.
  if (warnings?.length) throw new NoAnswer(`${url} warns: ${warnings.join('; ')}`);
  const result = data?.result;
  if (!Array.isArray(result)) throw new NoAnswer(`${url} answers without a result`);
  if (result.length > 1) throw new NoAnswer(`The answer has ${result.length} series where one was asked for`);
  return result[0];
}
