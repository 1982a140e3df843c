// What can go wrong with what a user gives: rules and the command line. Log text is never an error.

/** The kinds of problems that a rule file can have. */
export type RuleErrorCode =
  | 'YAML_SYNTAX'
  | 'SCHEMA'
  | 'ID_NOT_FILE_NAME'
  | 'DUPLICATE_ID'
  | 'DUPLICATE_TITLE'
  | 'DUPLICATE_REGEX'
  | 'UNKNOWN_RULE'
  | 'EXPLAINS_CYCLE'
  | 'REGEX_INVALID'
  | 'CAPTURE_UNKNOWN'
  | 'FACT_UNKNOWN'
  | 'REMEDIATION_INCOMPLETE'
  | 'REMEDIATION_EMPTY_WORDS'
  | 'TODO_LEFT'
  | 'SIGNATURE_WITHOUT_SAMPLE'
  | 'STATUS_UNPROVEN'
  | 'SAMPLE_UNMATCHED'
  | 'SAMPLE_CAPTURES'
  | 'SAMPLE_FACTS'
  | 'SAMPLE_PROVES_NOTHING'
  | 'SAMPLE_CROSS_FIRE'
  | 'NO_MATCH_HIT'
  | 'NO_RULES'

/** One problem of a rule pack and where it stands; `line` and `column` count from 1. */
export interface RuleError {
  readonly code: RuleErrorCode
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A rule pack that cannot be used, with everything that is wrong with it. */
export class RulePackError extends Error {
  readonly errors: readonly RuleError[]

  constructor(errors: readonly RuleError[]) {
    super(errors.map(formatRuleError).join('\n'))
    this.name = 'RulePackError'
    this.errors = errors
  }
}

/** The command line asks for something that cannot be; the message says what. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** `rules/host/x.yaml:12:5: SCHEMA: ...` */
export function formatRuleError({ file, line, column, code, message }: RuleError): string {
  return `${file}:${line}:${column}: ${code}: ${message}`
}
