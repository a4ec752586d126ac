/**
 * CSV text (RFC 4180, with a separator of the format's own) as places: a row by its number behind the header, a cell by the name of its
 * column. A row of another length than the header's (a trailer) has no cells.
 */
import type { CellPart } from '../../sdk/kit.ts'
import type { Notation, Spot } from './source.ts'

const CELL: Readonly<Record<string, RegExp>> = {
  ';': /"((?:[^"]|"")*)"|([^";\r\n]*)/y,
  ',': /"((?:[^"]|"")*)"|([^",\r\n]*)/y,
  '\t': /"((?:[^"]|"")*)"|([^"\t\r\n]*)/y,
}

interface Cell {
  readonly value: string
  readonly from: number
  readonly to: number
}

const step = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** The separator that the header has most of. */
export function separatorOf(text: string): ';' | ',' | '\t' {
  const header = text.slice(0, text.search(/[\r\n]|$/))
  const count = (of: string): number => header.split(of).length
  return ([';', ',', '\t'] as const).reduce((best, of) => (count(of) > count(best) ? of : best))
}

function rowsOf(text: string, separator: string): readonly (readonly Cell[])[] | undefined {
  const pattern = CELL[separator]!
  const rows: Cell[][] = []
  for (let at = 0; at < text.length; ) {
    const row: Cell[] = []
    for (;;) {
      pattern.lastIndex = at
      const [whole, quoted, plain] = pattern.exec(text)!
      row.push({ value: quoted === undefined ? plain! : quoted.replaceAll('""', '"'), from: at, to: at + whole.length })
      at += whole.length
      if (text[at] !== separator) break
      at++
    }
    rows.push(row)
    if (at >= text.length) break
    const end = /\r\n|\n/y
    end.lastIndex = at
    const found = end.exec(text)
    if (found === null) return undefined
    at += found[0].length
  }
  return rows
}

/** The places of a document, in the order of the text; undefined when it is not well formed. */
export function csvSpots(text: string): readonly Spot[] | undefined {
  const [header, ...rows] = rowsOf(text, separatorOf(text)) ?? []
  if (header === undefined) return undefined
  return rows.flatMap((cells, number): readonly Spot[] => {
    const [first, last] = [cells[0]!, cells.at(-1)!]
    const span = { from: first.from, to: last.to, outer: [first.from, last.to] as const }
    const row: Spot = { pointer: `/${number}`, path: '/*', kind: 'object', value: '', ...span, item: true }
    if (cells.length !== header.length) return [row]
    return [
      row,
      ...cells.map(({ value, from, to }, column): Spot => {
        const name = step(header[column]!.value)
        const outer = [from, to] as const
        return { pointer: `/${number}/${name}`, path: `/*/${name}`, kind: 'text', value, from, to, outer, item: false }
      }),
    ]
  })
}

export const csv = (separator: string): Notation => ({
  write: (_, __, { text: value }) =>
    /["\r\n]/.test(value) || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value,
  cut: (_, { kind, outer: [from, to] }) => (kind === 'object' ? [from, to + 2] : [from, to]),
  twice: (text, { kind, outer }) => (kind === 'object' ? `\r\n${text.slice(...outer)}` : undefined),
  renamed: () => undefined,
  foreign: () => undefined,
})

/** Parts of a cell, as the adapter's kit splits it, as places below the cell's. */
export const cellSpots = (cell: Spot, parts: readonly CellPart[]): readonly Spot[] =>
  parts.map(({ pointer, path, value, from, to, separator, branch = false }) => ({
    pointer: cell.pointer + pointer,
    path: cell.path + path,
    kind: branch ? 'object' : 'text',
    value,
    from,
    to,
    outer: [from, to],
    item: separator !== undefined,
    ...(separator === undefined ? {} : { separator }),
  }))

/** How parts of a cell are written, with the kit's escapes. */
export const cellNotation = (escaped: (value: string) => string): Notation => ({
  write: (_, __, { text }) => escaped(text),
  cut(text, { separator, outer: [from, to] }) {
    if (separator === undefined) return [from, to]
    return text.startsWith(separator, to) ? [from, to + separator.length] : [Math.max(from - separator.length, 0), to]
  },
  twice: (text, { separator, outer }) => (separator === undefined ? undefined : separator + text.slice(...outer)),
  renamed: () => undefined,
  foreign: () => undefined,
})
