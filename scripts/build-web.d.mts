import type { Rule } from '../src/rules/rule.ts'

export function buildWeb(rules: readonly Rule[]): Promise<string>
