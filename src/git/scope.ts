import type { Node } from 'oxc-parser';
import { childrenOf } from './syntax.js';

/** What a name stands for: a constant's value, something imported, or something that only running the code could tell. */
export type Binding =
  | { readonly kind: 'constant'; readonly value: Node; readonly scope: Scope }
  | { readonly kind: 'imported'; readonly from: string; readonly name: string }
  | { readonly kind: 'unknown' };

/** The names of one block, function or module. */
export interface Scope {
  readonly parent?: Scope;
  readonly names: Map<string, Binding>;
  /** Names of the file that some `var` declares: it is seen beyond its block, so they are known nowhere. */
  readonly loose: Set<string>;
}

const UNKNOWN: Binding = { kind: 'unknown' };

const OPENS: ReadonlySet<string> = new Set([
  'BlockStatement',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassExpression',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'StaticBlock',
  'TSModuleBlock',
]);

export function moduleScope(): Scope {
  return { names: new Map(), loose: new Set() };
}

/** The scope that holds below a node: a new one with its parameters where the node opens one. */
export function scopeBelow(node: Node, scope: Scope): Scope {
  if (!OPENS.has(node.type)) return scope;
  const below: Scope = { parent: scope, names: new Map(), loose: scope.loose };
  if ('params' in node && Array.isArray(node.params)) forget(node.params, below);
  if (node.type === 'CatchClause' && node.param) forget([node.param], below);
  if ((node.type === 'FunctionExpression' || node.type === 'ClassExpression') && node.id) forget([node.id], below);
  return below;
}

/** Takes down the names that a node itself declares. All of a file is taken down before a name is looked up. */
export function declare(node: Node, scope: Scope): void {
  switch (node.type) {
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) {
        if (node.kind === 'const' && id.type === 'Identifier' && init !== null) {
          scope.names.set(id.name, { kind: 'constant', value: init, scope });
        } else if (node.kind === 'var') {
          for (const name of namesIn(id)) scope.loose.add(name);
        } else forget([id], scope);
      }
      break;
    case 'ImportDeclaration':
      for (const specifier of node.specifiers) {
        const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : undefined;
        const binding: Binding =
          imported?.type === 'Identifier'
            ? { kind: 'imported', from: node.source.value, name: imported.name }
            : UNKNOWN;
        scope.names.set(specifier.local.name, binding);
      }
      break;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      if (node.id) forget([node.id], scope);
      break;
  }
}

export function lookUp(name: string, scope: Scope): Binding {
  if (scope.loose.has(name)) return UNKNOWN;
  return scope.names.get(name) ?? (scope.parent ? lookUp(name, scope.parent) : UNKNOWN);
}

function forget(patterns: readonly Node[], scope: Scope): void {
  for (const name of patterns.flatMap(namesIn)) scope.names.set(name, UNKNOWN);
}

/** Every name in a pattern. The names in default values come along: less is known then, and nothing wrongly. */
function namesIn(node: Node): string[] {
  return node.type === 'Identifier' ? [node.name] : childrenOf(node).flatMap(namesIn);
}
