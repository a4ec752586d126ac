/** Decoded CSV as field tables see it (adapters/sdk/native.ts): each row a record whose members are the cells by the names of their columns. */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import type { NativeNode } from '../sdk/native.ts'
import type { CsvCell, CsvRow } from './csv.ts'

/** A row, and where it stands in the text. */
export interface CsvRecord {
  readonly record: NativeNode
  readonly row: CsvRow
}

const step = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

function cellView({ text, line, column }: CsvCell, pointer: string): NativeNode {
  const value = text.normalize('NFC')
  return {
    ...{ pointer, line, column, value, length: value.length, items: [] },
    kind: value === '' ? 'none' : 'text',
    names: () => [],
    member: () => undefined,
  }
}

function rowView({ cells }: CsvRow, columns: ReadonlyMap<string, number>, number: number): NativeNode {
  const [{ line, column }] = cells
  return {
    ...{ kind: 'branch', pointer: `/${number}`, line, column, length: cells.length, items: [] },
    names: () => [...columns.keys()],
    member(name) {
      const at = columns.get(name)
      return at === undefined ? undefined : cellView(cells[at]!, `/${number}/${step(name)}`)
    },
  }
}

const refuse = (code: string, { line, column }: Pick<CsvCell, 'line' | 'column'>, expected: string) => {
  const finding: Finding = { code, effect: 'reject-document', pointer: '', line, column, expected }
  return { ok: false, findings: [finding] } as const
}

/**
 * The rows behind the header as records. Refuses a document without a header or with a name twice in it (`header-unexpected`), and one with a
 * row of another length (`row-length`): what stands in which column can't be told there.
 */
export function csvRecords(rows: readonly CsvRow[]): Outcome<readonly CsvRecord[]> {
  const [header, ...others] = rows
  if (header === undefined) return refuse('header-unexpected', { line: 1, column: 1 }, 'the names of the columns')
  const columns = new Map(header.cells.map(({ text }, number) => [text.normalize('NFC'), number]))
  if (columns.size !== header.cells.length) return refuse('header-unexpected', header.cells[0], 'each name once')
  const odd = others.find(({ cells }) => cells.length !== columns.size)
  if (odd) return refuse('row-length', odd.cells[0], `${columns.size} cells, as in the header`)
  return {
    ok: true,
    value: others.map((row, number) => ({ record: rowView(row, columns, number), row })),
    findings: [],
  }
}
