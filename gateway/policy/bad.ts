/** Policies that must not load, each with what its refusal must say. */
import { createEngine } from './engine.ts'
import { policyTexts } from './texts.ts'

/** policies/bad/<name>.json (schemas/bad-policy.json), beside <name>.cedar. */
export interface BadPolicy {
  readonly vi: string
  readonly refusal: string
}

/** `said`: the refusal; undefined when it was loaded. */
export interface TriedBad {
  readonly name: string
  readonly passed: boolean
  readonly expected: string
  readonly said: string | undefined
}

/** Tries `text` as `cedar/<name>.cedar`, the only policy under the Cedar schema `schema`. Gives no engine. */
export function tryBad(schema: Uint8Array, name: string, text: Uint8Array, { refusal }: BadPolicy): TriedBad {
  let said: string | undefined
  try {
    const texts = policyTexts(
      new Map([
        ['lienthong.cedarschema', schema],
        [`cedar/${name}.cedar`, text],
      ]),
    )
    createEngine(`bad/${name}`, texts.schema, texts.sources)
  } catch (error) {
    said = (error as Error).message
  }
  return { name, passed: said?.includes(refusal) ?? false, expected: refusal, said }
}
