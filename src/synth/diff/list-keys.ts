import type { Step, Steps } from '../../model/difference.js';
import type { Json } from '../../model/manifest.js';

type Fields = Readonly<Record<string, Json | undefined>>;

/**
 * What tells the items of a list apart, by the name of the list: the first set of fields that every item has and that
 * names each item once. A dot leads into a field.
 */
const KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  route: [
    ['destination.host', 'destination.subset', 'destination.port.number'],
    ['destination.host', 'destination.subset'],
    ['destination.host', 'destination.port.number'],
    ['destination.host'],
  ],
  mirrors: [['destination.host', 'destination.subset'], ['destination.host']],
  ports: [['containerPort', 'protocol'], ['port', 'protocol'], ['name'], ['number'], ['port'], ['containerPort']],
  servers: [['name'], ['port.name'], ['port.number']],
  backendRefs: [['name', 'namespace', 'port'], ['name', 'port'], ['name']],
  parentRefs: [['name', 'namespace', 'sectionName'], ['name', 'namespace'], ['name', 'sectionName'], ['name']],
  endpoints: [['address', 'network'], ['address']],
  conditions: [['type']],
  ownerReferences: [['uid']],
  volumeMounts: [['mountPath']],
  tls: [['secretName']],
  rules: [['name'], ['host'], ['alert'], ['record']],
  paths: [['path', 'pathType'], ['path']],
};

const EVERYWHERE: readonly (readonly string[])[] = [['name'], ['id'], ['key']];

/** Lists in which the first item that fits decides, so that their order means something. */
const ORDERED = new Set(['http', 'tls', 'tcp', 'rules', 'match', 'matches', 'initContainers', 'phases']);

interface Pair {
  readonly step: Step;
  readonly was: Json | undefined;
  readonly is: Json | undefined;
}

interface Keyed {
  /** Items that are in both or in the later list, in its order; then those that are gone. */
  readonly pairs: readonly Pair[];
  /** The names of those in both lists, when they changed places and the place matters. */
  readonly order?: { readonly was: readonly string[]; readonly is: readonly string[] };
}

function at(item: Json, key: string): Json | undefined {
  let value: Json | undefined = item;
  for (const name of key.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as Fields)[name];
  }
  return value;
}

function stepOf(item: Json, keys: readonly string[]): Readonly<Record<string, Json>> | undefined {
  const step: Record<string, Json> = {};
  for (const key of keys) {
    const value = at(item, key);
    if (value === undefined || typeof value === 'object') return undefined;
    step[key.slice(key.lastIndexOf('.') + 1)] = value;
  }
  return step;
}

type Named = ReadonlyMap<string, { readonly step: Step; readonly item: Json }>;

/** The items by what names them; `undefined` when one has no name, or two have the same. */
function named(items: readonly Json[], keys: readonly string[]): Named | undefined {
  const found = new Map<string, { step: Step; item: Json }>();
  for (const item of items) {
    const step = stepOf(item, keys);
    if (step) found.set(JSON.stringify(step), { step, item });
  }
  return found.size === items.length ? found : undefined;
}

/** Texts and numbers, each once, are a set: `hosts`, `gateways`, `verbs`. */
function asSet(items: readonly Json[]): Named | undefined {
  const found = new Map<string, { step: Step; item: Json }>();
  for (const item of items) {
    if (typeof item === 'object') return undefined;
    found.set(JSON.stringify(item), { step: { '': item }, item });
  }
  return found.size === items.length ? found : undefined;
}

/** Pairs the items of two lists by what they are called; `undefined` when only their places tell them apart. */
export function keyed(before: readonly Json[], after: readonly Json[], path: Steps): Keyed | undefined {
  const list = path.findLast(step => typeof step === 'string') as string | undefined;
  for (const keys of [...(KEYS[list ?? ''] ?? []), ...EVERYWHERE]) {
    const [old, fresh] = [named(before, keys), named(after, keys)];
    if (old && fresh) return paired(old, fresh, ORDERED.has(list ?? ''));
  }
  // Arguments and commands mean what they mean by their places.
  if (list === 'args' || list === 'command') return undefined;
  const [old, fresh] = [asSet(before), asSet(after)];
  return old && fresh ? paired(old, fresh, false) : undefined;
}

function paired(old: Named, fresh: Named, ordered: boolean): Keyed {
  const pairs = [...fresh].map(([key, { step, item }]) => ({ step, was: old.get(key)?.item, is: item }));
  const gone = [...old]
    .filter(([key]) => !fresh.has(key))
    .map(([, { step, item }]) => ({ step, was: item, is: undefined }));
  const wasOrder = [...old.keys()].filter(key => fresh.has(key));
  const isOrder = [...fresh.keys()].filter(key => old.has(key));
  const moved = ordered && wasOrder.join() !== isOrder.join();
  const names = (keys: readonly string[]) => keys.map(key => Object.values(old.get(key)!.step).join(' '));
  return { pairs: [...pairs, ...gone], ...(moved && { order: { was: names(wasOrder), is: names(isOrder) } }) };
}
