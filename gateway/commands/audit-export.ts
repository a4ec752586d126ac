import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERIFIER_KEY_FILE } from '../audit/key.ts'
import { parseVerifierKey } from '../audit/note.ts'
import { csvHeader, csvRow } from './audit-csv.ts'
import { ocsfOf } from './audit-ocsf.ts'
import {
  choice,
  chosenOptions,
  concluded,
  logIn,
  namesOf,
  type OpenedEntry,
  officerKey,
  openChosen,
  print,
} from './audit-opened.ts'
import { type Command, needed, parsed, Usage } from './command.ts'

interface Format {
  readonly header: string
  row(entry: OpenedEntry, origin: string): string
}

const formats: Readonly<Record<string, Format>> = {
  ocsf: { header: '', row: (entry, origin) => `${JSON.stringify(ocsfOf(entry, origin))}\n` },
  csv: { header: csvHeader(), row: csvRow },
}

/** The name of the log in `directory`. Throws Usage. */
function originOf(directory: string): string {
  const verifier = parseVerifierKey(readFileSync(join(directory, VERIFIER_KEY_FILE), 'utf8').trim())
  if (!verifier) throw new Usage(`${VERIFIER_KEY_FILE}: không phải khóa kiểm chứng · no verifier key`)
  return verifier.name
}

/**
 * Gives entries, opened for an audit officer, in a form for other programs. What is exported is sealed no more: whoever gets it is to be
 * trusted as the officer is. Exit codes as audit open.
 */
export const auditExport: Command = {
  usage:
    'DIR --key FILE --format ocsf|csv [--passphrase-file FILE] [--index N | --event ID] [--from TIME] [--to TIME] [--about ID]',
  title: {
    vi: 'Xuất nhật ký đã mở ra OCSF (JSON từng dòng) hoặc CSV; bản xuất không còn được niêm phong',
    en: 'Export the opened log as OCSF (JSON lines) or CSV; what is exported is sealed no more',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { ...chosenOptions, format: { type: 'string' } } as const, 1)
    const [directory] = positionals
    if (directory === undefined) throw new Usage('thiếu thư mục nhật ký · which folder?')
    const format = Object.hasOwn(formats, values.format ?? '') ? formats[values.format!] : undefined
    if (!format) throw new Usage('--format: ocsf | csv')
    const key = await officerKey(needed(values.key, 'key'), values['passphrase-file'])
    const isChosen = choice(values)
    const origin = originOf(directory)
    await print(format.header)
    const about = await namesOf(logIn(directory), key, values.about)
    const outcome = await openChosen(
      logIn(directory),
      key,
      isChosen,
      (entry) => print(format.row(entry, origin)),
      about.names,
    )
    return concluded(outcome, values, about.unopened)
  },
}
