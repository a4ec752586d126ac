/** Native documents for the tests of this adapter: true ones, and the same with one thing changed. */
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import { nativePetition, oldForm } from '../../../../adapters/mttq/sandbox/writer.ts'
import { makeWorld, type TrueFacet } from '../../../../adapters/sandbox/world.ts'
import type { NativeAnswer, Translation } from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'

export const world = makeWorld({ seed: 2026 })

export const facets: readonly TrueFacet[] = world.matters.flatMap(({ facets: of }) => of.mttq ?? [])
export const unicodeFacet = facets.find(({ nativeKey }) => !oldForm(nativeKey))!
export const vniFacet = facets.find(({ nativeKey }) => oldForm(nativeKey))!

/** The Front's part of a named matter. */
export function storyFacet(name: string): TrueFacet {
  return world.matters.find((matter) => matter.name === name)!.facets.mttq!
}

export const answerOf = (
  body: Uint8Array | string,
  status = 200,
  mediaType = 'application/json; charset=utf-8',
): NativeAnswer => ({
  status,
  mediaType,
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
})

// biome-ignore lint/suspicious/noExplicitAny: native documents are changed at will here
export type Native = any

export function petition(facet: TrueFacet, change: (native: Native) => void = () => {}): Native {
  const native = structuredClone(nativePetition(facet))
  change(native)
  return native
}

/** The petition of a facet, changed by `change`, as it is kept. */
export const kept = (facet: TrueFacet, change?: (native: Native) => void): NativeAnswer =>
  answerOf(JSON.stringify({ phanAnh: petition(facet, change) }))

/** A page with these petitions. */
export const pageOf = (
  petitions: readonly Native[],
  more: object = { tiepTheo: null, mocThayDoi: '0' },
): NativeAnswer => answerOf(JSON.stringify({ duLieu: petitions, ...more }))

/** Its translation with the findings; throws when it was refused. */
export function translated(document: NativeAnswer): Translation & { readonly findings: readonly Finding[] } {
  const outcome = adapter.toShared(document)
  if (!outcome.ok) throw new Error(outcome.findings.map(({ code, pointer }) => `${code} ${pointer}`).join(', '))
  return { ...outcome.value, findings: outcome.findings }
}
