/** Native answers for the tests of this adapter: true ones, and the same with one thing changed. */

import { makeWorld, type TrueFacet, type World } from '../../../../adapters/sandbox/world.ts'
import type { NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import { nativeDossier, nativeRow } from '../../../../adapters/vien-kiem-sat/sandbox/writer.ts'

export const world = makeWorld({ seed: 2026 })

const facetsOf = (of: World): readonly TrueFacet[] => of.matters.flatMap(({ facets }) => facets['vien-kiem-sat'] ?? [])

export const facets = facetsOf(world)

/** What the world above has none of: limits that are broken, charges that nobody has approved yet, decisions older than today's forms. */
export const others = ['2026-02-24', '2026-08-20'].flatMap((today) =>
  facetsOf(makeWorld({ seed: 4, dossiers: 160, broken_percent: 40, today })),
)

/** The procuracy's part of a named matter. */
export function storyFacet(name: string): TrueFacet {
  return world.matters.find((matter) => matter.name === name)!.facets['vien-kiem-sat']!
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

export const answerOf = (
  body: Uint8Array | string,
  status = 200,
  mediaType = 'application/json; charset=utf-8',
): NativeAnswer => ({
  status,
  mediaType,
  body: typeof body === 'string' ? bytes(body) : body,
})

// biome-ignore lint/suspicious/noExplicitAny: native documents are changed at will here
export type Native = any

/** The native dossier of a facet, changed by `change`, as an answer. */
export function changed(facet: TrueFacet, change: (native: Native) => void = () => {}): NativeAnswer {
  const native = structuredClone(nativeDossier(facet))
  change(native)
  return answerOf(JSON.stringify(native))
}

/** A one-page list with the row of a facet, changed by `change`. */
export function changedRow(facet: TrueFacet, change: (row: Native) => void = () => {}): NativeAnswer {
  const row = structuredClone(nativeRow(facet))
  change(row)
  return answerOf(JSON.stringify({ trang: 1, tongSoTrang: 1, moc: 0, danhSach: [row] }))
}
