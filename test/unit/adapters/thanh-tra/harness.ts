/** Export files for the tests of this adapter: true ones, and the same with one thing changed. */
import { makeWorld, type TrueFacet } from '../../../../adapters/sandbox/world.ts'
import type { Deposit, NativeAnswer, Translation } from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import type { Column } from '../../../../adapters/thanh-tra/format.ts'
import { encodeTcvn3 } from '../../../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf, HEADER } from '../../../../adapters/thanh-tra/sandbox/writer.ts'

export const world = makeWorld({ seed: 2026 })
export const facets: readonly TrueFacet[] = world.matters.flatMap(({ facets: of }) => of['thanh-tra'] ?? [])

/** The inspectorate's part of a named matter. */
export function storyFacet(name: string): TrueFacet {
  return world.matters.find((matter) => matter.name === name)!.facets['thanh-tra']!
}

export const answerOf = (body: Uint8Array, status = 200, mediaType = 'text/csv'): NativeAnswer => ({
  status,
  mediaType,
  body,
})

/** A file as text, in the bytes of the system. */
export const native = (text: string): NativeAnswer => answerOf(encodeTcvn3(text))

export type NativeCells = Record<Column, string>

/** The cells of a facet's row by column, changed by `change`. */
export function changedRow(facet: TrueFacet, change: (cells: NativeCells) => void = () => {}): readonly string[] {
  const cells = Object.fromEntries(cellsOf(facet).map((cell, i) => [HEADER[i]!, cell])) as NativeCells
  change(cells)
  return Object.values(cells)
}

/** A file of one row with the cells of a facet, changed by `change`. */
export const changed = (facet: TrueFacet, change?: (cells: NativeCells) => void): NativeAnswer =>
  native(fileOf([changedRow(facet, change)]))

/** The whole true export, as text. */
export const whole = fileOf(facets.map(cellsOf))

export function translated(document: NativeAnswer): Translation & { readonly findings: readonly Finding[] } {
  const outcome = adapter.toShared(document)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings))
  return { ...outcome.value, findings: outcome.findings }
}

export function deposited(document: NativeAnswer): {
  readonly deposits: readonly Deposit[]
  readonly findings: readonly Finding[]
} {
  const outcome = adapter.toDeposits(document)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings))
  return { deposits: outcome.value.deposits, findings: outcome.findings }
}
