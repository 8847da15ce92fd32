import type { Json } from '../../model/manifest.js';
import { checkRules, type RuleTree, ruleTree } from './cel/rules.js';
import { compile, hasDefault } from './compile.js';
import { Faults, type SchemaFault } from './fault.js';
import { normalised } from './normal.js';
import type { Schema } from './schema.js';
import { checkStructure } from './structure.js';
import { unknownFields } from './unknown-fields.js';

/** As an API server does, rules are not run on a value whose shape they cannot trust. */
const blocking = new Set(['type', 'required', 'enum', 'maxLength', 'maxItems', 'maxProperties']);

/** Objects of a kind after which it is worth the time to write a function for it. */
const worthwhile = 30;

/** Checks objects of one version of one kind. */
export class Checker {
  #rules: RuleTree | undefined;
  #isSound: ((value: Json) => boolean) | undefined;
  #hasDefaults = true;
  #seen = 0;

  constructor(readonly schema: Schema) {}

  /** All faults of an object; with the object that it replaces, transition rules run too. */
  check(value: Json, before?: Json): readonly SchemaFault[] {
    this.#prepare();
    const faults = new Faults();
    const isSound = this.#isSound?.(value) ?? false;
    if (isSound && !this.#rules) return faults.found;
    const normal = isSound && !this.#hasDefaults ? value : normalised(this.schema, value);
    if (!isSound) {
      unknownFields(this.schema, value, faults);
      checkStructure(this.schema, normal, faults);
      if (faults.found.some(fault => blocking.has(fault.keyword))) return faults.found;
    }
    const old = before === undefined ? undefined : normalised(this.schema, before);
    if (this.#rules) checkRules(this.#rules, normal, old, faults);
    return faults.found;
  }

  #prepare(): void {
    this.#seen++;
    if (this.#seen === 1) this.#rules = ruleTree(this.schema);
    if (this.#seen !== worthwhile) return;
    this.#isSound = compile(this.schema);
    this.#hasDefaults = hasDefault(this.schema);
  }
}
