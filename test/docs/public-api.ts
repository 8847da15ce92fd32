import ts from 'typescript';

/** A public name or member, `RouteProps.timeout`, and whether a sentence says what it is. */
export interface Documented {
  readonly name: string;
  readonly says: string;
}

/** Members that TypeScript itself brings, or cdk8s, are documented there. */
function ours(symbol: ts.Symbol, root: string): boolean {
  const [declaration] = symbol.declarations ?? [];
  if (!declaration?.getSourceFile().fileName.startsWith(root)) return false;
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) === 0;
}

/** What only tells the members of a union apart, `kind: 'service'`, says itself what it is. */
function isTag(symbol: ts.Symbol): boolean {
  const [declaration] = symbol.declarations ?? [];
  return (
    declaration !== undefined &&
    ts.isPropertySignature(declaration) &&
    declaration.type !== undefined &&
    ts.isLiteralTypeNode(declaration.type)
  );
}

/**
 * Everything that a user may name, with its sentence.
 * @param entries declaration files
 * @param root the folder of those that are ours
 */
export function publicApi(entries: readonly string[], root: string): readonly Documented[] {
  const program = ts.createProgram(entries, { module: ts.ModuleKind.NodeNext, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const found = new Map<string, string>();
  const says = (symbol: ts.Symbol): string => ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  for (const entry of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (!ours(symbol, root)) continue;
      found.set(symbol.name, says(symbol));
      const named = symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class);
      const type = named ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol);
      for (const member of type.getProperties()) {
        if (ours(member, root) && !isTag(member)) found.set(`${symbol.name}.${member.name}`, says(member));
      }
    }
  }
  return [...found].map(([name, text]) => ({ name, says: text }));
}
