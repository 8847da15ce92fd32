import ts from 'typescript';

const GLOBALS = new Set(['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'console', 'performance']);

/** Whether a name is a parameter of a function around it: a world that was handed in. */
function isHandedIn(name: ts.Identifier): boolean {
  const binds = (of: ts.BindingName): boolean =>
    ts.isIdentifier(of)
      ? of.text === name.text
      : of.elements.some(element => ts.isBindingElement(element) && binds(element.name));
  for (let node: ts.Node = name; node.parent; node = node.parent) {
    if (ts.isFunctionLike(node) && node.parameters.some(parameter => binds(parameter.name))) return true;
  }
  return false;
}

function globalOf(node: ts.Expression): string | undefined {
  return ts.isIdentifier(node) && GLOBALS.has(node.text) && !isHandedIn(node) ? node.text : undefined;
}

function effectOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isPropertyAccessExpression(node)) {
    if (['Date.now', 'Math.random', 'crypto.randomUUID'].includes(node.getText())) return node.getText();
    return globalOf(node.expression);
  }
  return ts.isCallExpression(node) ? globalOf(node.expression) : undefined;
}

/** What code takes from the machine without asking the world: its clock, environment, chance and network. */
export function effectsOf(code: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const effect = effectOf(node);
    if (effect) found.push(effect);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true));
  return found;
}
