import { posix } from 'node:path';
import type { CallExpression, NewExpression, Node } from 'oxc-parser';
import { declare, lookUp, moduleScope, type Scope, scopeBelow } from './scope.js';
import { bare, childrenOf, parse, type Source } from './syntax.js';

/** A `new X(…)` or `x(…)` with the scope that its arguments are read in. */
export interface Call {
  readonly node: NewExpression | CallExpression;
  readonly source: Source;
  readonly scope: Scope;
}

/** An expression and the scope that its names are read in. */
export interface Value {
  readonly node: Node;
  readonly scope: Scope;
}

/** The files of an estate, read but not run. */
export interface EstateCode {
  readonly calls: readonly Call[];
  /** What an expression stands for, through constants and relative imports; `undefined`: only running it could tell. */
  resolve(node: Node, scope: Scope): Value | undefined;
  /** The file that a scope is part of. */
  sourceOf(scope: Scope): Source;
}

/** More steps than any person follows: a constant that stands for itself ends here. */
const STEPS = 16;

/** @throws UserError when a file does not parse. */
export function readEstateCode(sources: readonly Source[]): EstateCode {
  const calls: Call[] = [];
  const modules = new Map<string, Scope>();
  const origins = new Map<Scope, Source>();
  for (const source of sources) {
    const scope = moduleScope();
    modules.set(source.file, scope);
    origins.set(scope, source);
    collect(parse(source), scope, source, calls);
  }

  const sourceOf = (scope: Scope): Source => (scope.parent ? sourceOf(scope.parent) : origins.get(scope)!);

  const resolve = (node: Node, scope: Scope, steps = STEPS): Value | undefined => {
    const value = bare(node);
    if (value.type !== 'Identifier') return { node: value, scope };
    if (steps === 0) return undefined;
    const binding = lookUp(value.name, scope);
    if (binding.kind === 'constant') return resolve(binding.value, binding.scope, steps - 1);
    if (binding.kind === 'unknown' || !binding.from.startsWith('.')) return undefined;
    const there = modules.get(fileOf(binding.from, sourceOf(scope).file));
    const exported = there && lookUp(binding.name, there);
    return exported?.kind === 'constant' ? resolve(exported.value, exported.scope, steps - 1) : undefined;
  };
  return { calls, resolve: (node, scope) => resolve(node, scope), sourceOf };
}

function collect(node: Node, scope: Scope, source: Source, calls: Call[]): void {
  declare(node, scope);
  if (node.type === 'NewExpression' || node.type === 'CallExpression') calls.push({ node, source, scope });
  const below = scopeBelow(node, scope);
  for (const child of childrenOf(node)) collect(child, below, source, calls);
}

/** TypeScript's own convention: an import names the `.js` file that the `.ts` file becomes. */
function fileOf(from: string, importer: string): string {
  return posix.join(posix.dirname(importer), from).replace(/\.(m?)js$/, '.$1ts');
}

/** What a call calls, by the name under which it is exported: `M` of `import { Migration as M }` is `Migration`. */
export function calleeOf({ node, scope }: { readonly node: Node; readonly scope: Scope }): string | undefined {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined;
  const callee = bare(node.callee);
  if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && !callee.computed) {
    return callee.property.name;
  }
  if (callee.type !== 'Identifier') return undefined;
  const binding = lookUp(callee.name, scope);
  return binding.kind === 'imported' ? binding.name : undefined;
}

/** The arguments of a call up to the first spread one, behind which nobody knows which is which. */
export function argumentsOf(node: NewExpression | CallExpression): readonly Node[] {
  const spread = node.arguments.findIndex(({ type }) => type === 'SpreadElement');
  return spread < 0 ? node.arguments : node.arguments.slice(0, spread);
}
