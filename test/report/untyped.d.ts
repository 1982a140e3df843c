// Readers of our outputs that bring no types of their own.
declare module 'parse-prometheus-text-format' {
  interface Family {
    readonly name: string
    readonly help: string
    readonly type: string
    readonly metrics: readonly { readonly value: string; readonly labels?: Readonly<Record<string, string>> }[]
  }
  export default function parse(text: string): readonly Family[]
}

declare module 'test-results-parser' {
  interface Case {
    readonly name: string
    readonly status: 'PASS' | 'FAIL'
    readonly failure: string
    readonly stack_trace: string
    readonly metadata: Readonly<Record<string, string>>
  }
  interface Result {
    readonly total: number
    readonly passed: number
    readonly failed: number
    readonly suites: readonly { readonly name: string; readonly cases: readonly Case[] }[]
  }
  export function parse(options: { readonly type: 'junit'; readonly files: readonly string[] }): Result
}

declare module '@opentelemetry/otlp-transformer/build/src/generated/root.js' {
  interface Message {
    fromObject(value: object): object
    encode(message: object): { finish(): Uint8Array }
    decode(bytes: Uint8Array): object
    toObject(message: object, options: { readonly longs: StringConstructor }): unknown
  }
  const root: { opentelemetry: { proto: { logs: { v1: { LogsData: Message } } } } }
  export default root
}
