/** The export file as a whole: header, rows, and the trailer `#HET;<number of rows>;` by which a file that was cut short shows. */
import { type CsvRow, decodeCsv } from '../codecs/csv.ts'
import type { CsvDialect } from '../codecs/csv-dialect.ts'
import type { NativeAnswer, Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { columns, columnsAt, isColumnOf, type Version, versions } from './format.ts'
import manifest from './manifest.json' with { type: 'json' }
import { mayClaimSecret } from './marks.ts'

/** Each row is read twice before it is kept: so many in seconds, and fewer than an index page holds (schemas/index-page.json). */
const ROWS_MAX = 2000

/** The last line of a file with so many rows: one that was cut short has none. */
export const trailerOf = (rows: number): readonly string[] => ['#HET', String(rows), '']

/** One byte is one character: places in the text are places in the file. */
export const dialect: CsvDialect = { encoding: 'tcvn3', separator: ';', quote: '"', lineEnds: 'crlf', header: true }

export interface ExportFile {
  /** Of the format, as its header tells. */
  readonly version: Version
  readonly rows: readonly CsvRow[]
  /** A whole file of the same format that holds one of the rows alone, byte for byte as it stands in this one. */
  alone(row: CsvRow): Uint8Array
}

/** A row of an earlier export with an empty cell in each place that has come since; one of another length stays one of a wrong length. */
function widened(row: CsvRow, version: Version): CsvRow {
  const [first, ...rest] = row.cells
  const expected = columnsAt(version).length
  if (row.cells.length === columns.length && expected !== columns.length)
    return { ...row, cells: [first, ...rest, { ...first, text: '' }] }
  if (row.cells.length !== expected) return row
  const given = rest.values()
  const cells = columns
    .slice(1)
    .map(([name]) => (isColumnOf(name, version) ? given.next().value! : { ...first, text: '' }))
  return { ...row, cells: [first, ...cells] }
}

type Place = Pick<Finding, 'line' | 'column'>

/**
 * Reads a file into its rows. One finding refuses it; `state-secret-in-clear` when it may hold one, so that nobody keeps it.
 * NOT verified: the rows, whose number of cells may be wrong too.
 */
export function readFile({ status, mediaType, body }: NativeAnswer): Outcome<ExportFile> {
  const refuse = (code: string, expected: string, place: Place = {}): Outcome<ExportFile> => {
    const units = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
    const secret: Finding = { code: 'state-secret-in-clear', effect: 'reject-document', pointer: '' }
    const finding: Finding = { code, effect: 'reject-document', pointer: '', ...place, expected }
    return { ok: false, findings: [mayClaimSecret(units) ? secret : finding] }
  }
  const repeat = ([{ code, expected = '', line, column }]: readonly [Finding, ...Finding[]]): Outcome<ExportFile> =>
    refuse(code, expected, line === undefined || column === undefined ? {} : { line, column })

  if (status !== 200) return refuse('status-unexpected', '200')
  if (mediaType.split(';')[0]!.trim().toLowerCase() !== manifest.native.mediaType)
    return refuse('media-type-unexpected', manifest.native.mediaType)
  const { bytesMax, nodesMax } = manifest.native
  const csv = decodeCsv(body, dialect, { bytesMax, cellsMax: nodesMax })
  if (!csv.ok) return repeat(csv.findings)

  const { header, rows: others } = csv.value
  const version = versions.find((of) => columnsAt(of).length === header?.cells.length) ?? 2
  const names = columnsAt(version)
  const strange = names.findIndex((name, i) => header?.cells[i]?.text !== name)
  if (header === undefined || strange >= 0 || header.cells.length !== names.length) {
    const { line, column } = header?.cells[strange < 0 ? names.length : strange] ?? { line: 1, column: 1 }
    const expected = strange < 0 ? 'no further column' : `the column ${names[strange]}`
    return refuse('header-unexpected', expected, { line, column })
  }
  const trailer = others.at(-1)
  const [sign, count, end] = trailer?.cells ?? []
  if (
    trailer?.cells.length !== 3 ||
    sign?.text !== '#HET' ||
    end?.text !== '' ||
    !/^\d{1,9}$/.test(count?.text ?? '')
  ) {
    const { line, column } = sign ?? { line: 2, column: 1 }
    return refuse('trailer-missing', '#HET, the number of rows, and nothing after it', { line, column })
  }
  const written = others.slice(0, -1)
  const rows = written.map((row) => widened(row, version))
  const { line, column } = count!
  if (Number(count!.text) !== rows.length) return refuse('trailer-mismatch', 'the number of rows', { line, column })
  if (rows.length > ROWS_MAX) return refuse('records-exceeded', `at most ${ROWS_MAX} rows`, { line, column })

  const part = ({ from, to }: CsvRow): Uint8Array => body.subarray(from, to)
  const one = Buffer.from(`${trailerOf(1).join(';')}\r\n`, 'latin1')
  const alone = (row: CsvRow): Uint8Array => Uint8Array.from(Buffer.concat([part(header), part(row), one]))
  return { ok: true, value: { version, rows, alone }, findings: [] }
}
