import { definitionsIn, takeCustomResources } from './custom-resources.js';
import type { Taken } from './kind.js';
import { type OpenApi, takeKubernetesApi } from './kubernetes-api.js';
import type { Source } from './sources.js';

/** What a source gives, from the texts of its `paths`. */
export function take(source: Source, texts: readonly string[]): Taken {
  return source.form === 'openapi'
    ? takeKubernetesApi(source.id, JSON.parse(texts.join('')) as OpenApi)
    : takeCustomResources(source.id, texts.flatMap(definitionsIn));
}
