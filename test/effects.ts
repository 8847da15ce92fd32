import ts from 'typescript';

const GLOBALS = new Set(['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'console', 'performance']);

function effectOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isPropertyAccessExpression(node)) {
    if (['Date.now', 'Math.random', 'crypto.randomUUID'].includes(node.getText())) return node.getText();
    return ts.isIdentifier(node.expression) && GLOBALS.has(node.expression.text) ? node.expression.text : undefined;
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    return GLOBALS.has(node.expression.text) ? node.expression.text : undefined;
  }
  return undefined;
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
