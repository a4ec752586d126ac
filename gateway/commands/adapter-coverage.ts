import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CoverageFile, CoverageRow } from '../../adapters/check/coverage/report.ts'
import { measuredCoverage, writtenCoverage } from '../../adapters/check/survey.ts'
import { adapterFolder, adapterNames, adaptersHere, progressLine } from './adapter-folder.ts'
import { type Command, parsed } from './command.ts'

/** What the translation and the index keep, and what comes back. */
const classOf = ({ toShared, toIndex, toNative }: CoverageRow): string =>
  [toShared, toIndex && `index ${toIndex}`, toNative && `back ${toNative}`].filter(Boolean).join(', ') || 'untested'

function told(name: string, text: string): string {
  const { fields, places = [] } = JSON.parse(text) as CoverageFile
  const classes = [...Map.groupBy(fields, classOf)].map(([of, rows]) => `  ${String(rows.length).padStart(4)}  ${of}`)
  const rows = fields.map((row) => `${row.native}\n    ${classOf(row)} (${row.tried})`)
  const written = places.map(({ shared, toNative, tried }) => `${shared}\n    toNative ${toNative} (${tried})`)
  const back = [...Map.groupBy(places, ({ toNative }) => `toNative ${toNative}`)].map(
    ([of, rows]) => `  ${String(rows.length).padStart(4)}  ${of}`,
  )
  return [`${name}`, ...rows, ...written, ...classes.sort().reverse(), ...back.sort(), ''].join('\n')
}

const options = {
  check: { type: 'boolean' },
  json: { type: 'boolean' },
  adapters: { type: 'string', default: adaptersHere },
} as const

/** Measures what the fields of an adapter keep, and writes coverage.json. With --check it writes nothing, and exit code 1 says that the file differs. */
export const adapterCoverage: Command = {
  usage: '[AGENCY] [--check] [--adapters FOLDER] [--json]',
  title: {
    vi: 'Đo độ phủ của bộ chuyển đổi bằng đột biến, ghi coverage.json',
    en: 'Measure the coverage of an adapter by mutation, and write coverage.json',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const adapters = resolve(values.adapters)
    const [asked] = positionals
    const differing: string[] = []
    for (const name of asked === undefined ? adapterNames(adapters) : [asked]) {
      const folder = adapterFolder(adapters, name)
      const line = progressLine()
      const text = await measuredCoverage(folder, (done, total) => line.show(name, done, total))
      line.done()
      if (text !== writtenCoverage(folder)) differing.push(name)
      if (!values.check) writeFileSync(join(folder, 'coverage.json'), text)
      process.stdout.write(values.json ? text : told(name, text))
    }
    if (!values.check || differing.length === 0) return 0
    process.stderr.write(
      `khác coverage.json · coverage.json differs: ${differing.join(', ')}\n  → lienthong adapter coverage, rồi xem git diff · then look at git diff\n`,
    )
    return 1
  },
}
