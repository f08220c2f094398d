import { formRules } from './form-rules.ts'
import { importRules } from './import-rules.ts'
import type { Rule } from './rule.ts'
import { safetyRules } from './safety-rules.ts'

/** Every rule of the house. `src/architecture.test.ts` holds the sources to them. */
export const RULES: readonly Rule[] = [...importRules, ...formRules, ...safetyRules]
