// Values -> OTLP attributes; what is not known is left out.

/** AnyValue; 64-bit integers are texts in OTLP's JSON. */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }

export interface Attribute {
  readonly key: string
  readonly value: AnyValue
}

type Given = string | number | readonly string[] | null | undefined

/**
 * @example
 * attributes({ a: 'x', b: 2, c: undefined })
 * //=> [{ key: 'a', value: { stringValue: 'x' } }, { key: 'b', value: { intValue: '2' } }]
 */
export function attributes(values: Readonly<Record<string, Given>>): Attribute[] {
  return Object.entries(values).flatMap(([key, given]) => {
    const value = anyValue(given)
    return value === undefined ? [] : [{ key, value }]
  })
}

function anyValue(given: Given): AnyValue | undefined {
  if (given === null || given === undefined || given === '') return undefined
  if (typeof given === 'string') return { stringValue: given }
  if (typeof given === 'number') return { intValue: String(given) }
  return given.length === 0 ? undefined : { arrayValue: { values: given.map((text) => ({ stringValue: text })) } }
}
