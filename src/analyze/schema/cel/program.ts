import type { CelEnv, CelInput, CelResult } from '@bufbuild/cel';
import { RE2JS } from 're2js';
import { kubernetesFunctions } from './functions.js';
import { type Library, library } from './library.js';

type Expr = ReturnType<Library['parse']>['expr'];

/** An expression in CEL, ready to run. */
export interface Program {
  readonly usesOldSelf: boolean;
  run(self: CelInput, oldSelf: CelInput | undefined): CelResult;
}

let environment: CelEnv | undefined;

function env(): CelEnv {
  const cel = library();
  environment ??= cel.celEnv({ funcs: kubernetesFunctions(cel), re2: RE2JS });
  return environment;
}

/** What the evaluator does itself, without a function. */
const builtIn = new Set(['_[_]', '_?_:_', '_&&_', '_||_', '@not_strictly_false', '__not_strictly_false__']);

/** All expressions inside an expression, itself first. */
function* within(expr: Expr | undefined): Generator<Expr> {
  if (!expr) return;
  yield expr;
  const { exprKind } = expr;
  if (exprKind.case === 'callExpr') {
    yield* within(exprKind.value.target);
    for (const arg of exprKind.value.args) yield* within(arg);
  } else if (exprKind.case === 'selectExpr') yield* within(exprKind.value.operand);
  else if (exprKind.case === 'listExpr') for (const item of exprKind.value.elements) yield* within(item);
  else if (exprKind.case === 'structExpr') {
    for (const { keyKind, value } of exprKind.value.entries) {
      if (keyKind.case === 'mapKey') yield* within(keyKind.value);
      yield* within(value);
    }
  } else if (exprKind.case === 'comprehensionExpr') {
    const { iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
    for (const part of [iterRange, accuInit, loopCondition, loopStep, result]) yield* within(part);
  }
}

/** The name of a function that nobody here knows, among those that the expression calls. */
function unknownFunction(expr: Expr): string | undefined {
  for (const { exprKind } of within(expr)) {
    if (exprKind.case !== 'callExpr') continue;
    const { function: name, target } = exprKind.value;
    const owner = target?.exprKind.case === 'identExpr' ? target.exprKind.value.name : undefined;
    const known = builtIn.has(name) || env().funcs.find(name) || env().funcs.find(`${owner}.${name}`);
    if (!known) return name;
  }
  return undefined;
}

/** The program of an expression; throws where it cannot be read, or calls what is not known. */
export function program(expression: string): Program {
  const cel = library();
  const { expr } = cel.parse(expression);
  const unknown = unknownFunction(expr);
  if (unknown !== undefined) throw new Error(`the function ${unknown} is not known`);
  const run = cel.plan(env(), expr);
  const usesOldSelf = [...within(expr)].some(
    ({ exprKind }) => exprKind.case === 'identExpr' && exprKind.value.name === 'oldSelf',
  );
  return { usesOldSelf, run: (self, oldSelf) => run({ self, ...(oldSelf !== undefined && { oldSelf }) }) };
}
