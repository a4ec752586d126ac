/** A translation in the form of the inspectorate's own exports: a file of one row, as it is handed over to the inspectorate. */
import { isFormula } from '../codecs/csv-dialect.ts'
import { encodeCsv } from '../codecs/csv-encode.ts'
import { withinBounds } from '../codecs/written.ts'
import type { Manifest, NativeDocument, Outcome, Translation, WritingContext } from '../sdk/adapter.ts'
import type { Way } from '../sdk/ways.ts'
import { type Taking, type Writer, writing } from '../sdk/writing.ts'
import { codesOfLabel } from '../sdk/writing-marks.ts'
import * as codes from './codes.ts'
import { lists } from './entities.ts'
import { dialect, readFile, trailerOf } from './file.ts'
import { type Column, columns, HANDED_OVER, head, identifier, report } from './format.ts'
import { instant } from './leaves.ts'
import manifest from './manifest.json' with { type: 'json' }
import { isOwnNumber } from './own-number.ts'
import { writeItem } from './writing-items.ts'
import { tree, values } from './writing-rows.ts'

const native = manifest.native as Manifest['native']

const sayable = { levels: Object.values(codes.levels), tags: Object.values(codes.tags) }
const marks = {
  record: sayable,
  places: Object.fromEntries(lists.flatMap(({ list, marked }) => (marked ? [[`/${list}/*`, sayable]] : []))),
}

/** A cell that a spreadsheet would run gets an apostrophe (adapters/codecs/csv-encode.ts). */
const inCell =
  (way: Way<string>): Way<string> =>
  (value) => {
    const said = way(value)
    return said.value !== undefined && isFormula(said.value) ? { ...said, lost: 'no formula' } : said
  }

const OWN = 'own'

/** The number that the inspectorate gave itself, where it is the first, and those of others. */
function numbersOf(from: Writer): readonly [own: string, others: readonly string[]] {
  const others = lists.find(({ list }) => list === 'identifiers')!
  let own = ''
  const items = from.each('facet/identifiers', others.itemsMax, (place, number) => {
    if (number > 0 || !isOwnNumber(place.value(''))) return writeItem(place, others, undefined)
    const [[, , leaf] = []] = identifier
    own = place.take('value', inCell(leaf!.write)) ?? ''
    for (const path of ['system', 'type', 'assigner']) place.take(path, () => ({ value: OWN }))
    return own === '' ? undefined : OWN
  })
  return [own, items.filter((item) => item !== OWN)]
}

/** The cells of the report; undefined without what no row can be without. */
function reportOf(place: Taking): Readonly<Partial<Record<string, string>>> | undefined {
  const single = tree(place, report, inCell)
  if (single === undefined) return undefined
  return Object.fromEntries(
    report.map(([column, shared, leaf]) => [column, single[column] ?? values(place, shared, leaf).join('|')]),
  )
}

/** The row, or undefined when something refuses it. */
function rowOf(from: Writer, { reference, at, from: sender }: WritingContext): readonly string[] | undefined {
  const [own, others] = numbersOf(from)
  const told = reportOf(from.at('facet/report'))
  if (told === undefined) return from.refuse('facet/report', 'no-place', 'a kind, a stage and a time of receipt')
  const updatedAt = from.take('updatedAt', head[1]![2].write)
  if (updatedAt === undefined) return from.refuse('updatedAt', 'no-place', 'a time of change')
  const { level, tags } = codesOfLabel(from.marks.record, codes.levels, codes.tags)
  const cells: Readonly<Partial<Record<Column, string>>> = {
    ...told,
    ...Object.fromEntries(
      lists
        .filter(({ list }) => list !== 'identifiers')
        .map((of) => {
          // Keys that begin as a formula would, or with letters that TCVN3 has not, are made anew.
          const keys = from.keys(of.list, /^[A-Za-z0-9][ -~]{0,63}$/, (n) => `M-${n}`)
          const items = from.each(`facet/${of.list}`, of.itemsMax, (item) =>
            writeItem(item, of, keys, from.marks.at(item.pointer)),
          )
          return [of.column, items.join('|')]
        }),
    ),
    'Mã hồ sơ': `${HANDED_OVER}${reference}`,
    'Số hồ sơ': own,
    'Số liên quan': others.join('|'),
    'Độ bảo mật': level,
    'Dấu xử lý': tags.length === 0 ? '0' : tags.join('|'),
    // A concealed record is nobody's to hand over: what comes here is the receiver's to hide.
    'Hiển thị': 'HIEN',
    'Cập nhật': updatedAt,
    'Người lập': `lien-thong:${sender.id}`,
    'Ghi chú nội bộ': `Nhận qua liên thông, chuyển lúc ${instant.write(at).value ?? '?'}`,
  }
  return columns.map(([column]) => cells[column] ?? '')
}

/** See Writing of adapters/sdk/adapter.ts. */
export function toNative(translation: Translation, context: WritingContext): Outcome<NativeDocument> {
  const from = writing(translation, marks)
  const row = rowOf(from, context)
  const file = encodeCsv([columns.map(([column]) => column), row ?? [], trailerOf(1)], dialect)
  // Every text was looked at before; what is told here of formulas and capitals has been told of its place already.
  if (!file.ok) from.refuse('', 'not-writable', 'characters of TCVN3')
  return withinBounds(
    from.finish(native.mediaType, () => (file.ok ? file.value : new Uint8Array())),
    native,
    (body) => readFile({ status: 200, mediaType: native.mediaType, body }),
  )
}
