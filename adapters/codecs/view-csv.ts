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

const cellView = ({ text, line, column }: CsvCell, pointer: string): NativeNode => ({
  ...{ pointer, line, column, value: text, length: text.length, items: [] },
  kind: text === '' ? 'none' : 'text',
  names: () => [],
  member: () => undefined,
})

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

/** The rows as records under the names of `header`. Refuses (`row-length`) a row of another length: what stands in which column can't be told there. */
export function csvRecords(header: CsvRow, rows: readonly CsvRow[]): Outcome<readonly CsvRecord[]> {
  const columns = new Map(header.cells.map(({ text }, number) => [text, number]))
  const odd = rows.find(({ cells }) => cells.length !== columns.size)
  if (odd === undefined)
    return {
      ok: true,
      value: rows.map((row, number) => ({ record: rowView(row, columns, number), row })),
      findings: [],
    }
  const [{ line, column }] = odd.cells
  const expected = `${columns.size} cells, as in the header`
  const finding: Finding = { code: 'row-length', effect: 'reject-document', pointer: '', line, column, expected }
  return { ok: false, findings: [finding] }
}
