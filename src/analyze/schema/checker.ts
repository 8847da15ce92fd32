import type { Json } from '../../model/manifest.js';
import { checkRules, type RuleTree, ruleTree } from './cel/rules.js';
import { Faults, type SchemaFault } from './fault.js';
import { normalised } from './normal.js';
import type { Schema } from './schema.js';
import { checkStructure } from './structure.js';
import { unknownFields } from './unknown-fields.js';

/** As an API server does, rules are not run on a value whose shape they cannot trust. */
const blocking = new Set(['type', 'required', 'enum', 'maxLength', 'maxItems', 'maxProperties']);

/** Checks objects of one version of one kind. */
export class Checker {
  private rules: RuleTree | undefined;
  private isReady = false;

  constructor(readonly schema: Schema) {}

  /** All faults of an object; with the object that it replaces, transition rules run too. */
  check(value: Json, before?: Json): readonly SchemaFault[] {
    const faults = new Faults();
    unknownFields(this.schema, value, faults);
    const normal = normalised(this.schema, value);
    checkStructure(this.schema, normal, faults);
    if (faults.found.some(fault => blocking.has(fault.keyword))) return faults.found;
    const old = before === undefined ? undefined : normalised(this.schema, before);
    const rules = this.tree();
    if (rules) checkRules(rules, normal, old, faults);
    return faults.found;
  }

  private tree(): RuleTree | undefined {
    if (!this.isReady) this.rules = ruleTree(this.schema);
    this.isReady = true;
    return this.rules;
  }
}
