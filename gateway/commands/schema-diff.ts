import { existsSync } from 'node:fs'
import { diff, verdictOf } from '../../schemas/diff/diff.ts'
import { type Change, heaviest, kinds, type Party, parties, type Verdict, verdicts } from '../../schemas/diff/kinds.ts'
import { type Published, read, Unreadable } from '../../schemas/diff/read.ts'
import { type Command, parsed, Usage } from './command.ts'
import { inRevision } from './revision.ts'

const verdictTexts: Readonly<Record<Verdict, string>> = {
  breaking: 'PHÁ VỠ · breaking',
  loosening: 'NỚI QUYỀN XEM · loosening',
  tightening: 'SIẾT QUYỀN XEM · tightening',
  additive: 'BỔ SUNG · additive',
  none: 'CHỈ TÊN GỌI, MÔ TẢ · documentation only',
}

const partyTexts: Readonly<Record<Party, string>> = {
  consumer: 'bên đọc · readers',
  adapter: 'bên cấp dữ liệu · adapters',
  policy: 'cán bộ an ninh · security officers',
}

const SHOWN_CHARACTERS_MAX = 80

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '–')
  return text.length > SHOWN_CHARACTERS_MAX ? `${text.slice(0, SHOWN_CHARACTERS_MAX)}…` : text
}

function placeOf({ file, pointer, about, before, after, perhaps, whom }: Change): string {
  return [
    `      ${file}#${pointer}`,
    ...(about === undefined ? [] : [`(${about})`]),
    ...(before === undefined && after === undefined ? [] : [`: ${shown(before)} → ${shown(after)}`]),
    ...(perhaps === undefined ? [] : [`; có lẽ đổi tên · perhaps renamed: ${perhaps}`]),
    ...(whom === undefined ? [] : [`; phải theo · kept by: ${whom.vi} · ${whom.en}`]),
  ]
    .join(' ')
    .replaceAll(/ (?=[:;] )/g, '')
}

/** What a change means for whom, one line for each verdict. */
function meaningOf({ kind, verdicts: judged }: Change): string {
  const lines = verdicts.toReversed().flatMap((verdict) => {
    const found = parties.filter((party) => verdict !== 'none' && judged[party] === verdict)
    return found.length === 0 ? [] : [`    ${verdictTexts[verdict]}: ${found.map((of) => partyTexts[of]).join(', ')}`]
  })
  return [`  ${kinds[kind].vi} · ${kinds[kind].en}`, ...lines].join('\n')
}

function report(changes: readonly Change[]): string {
  if (changes.length === 0) return 'không có thay đổi · no change\n'
  const groups = verdicts.toReversed().flatMap((verdict) => {
    const found = changes.filter((change) => heaviest(change) === verdict)
    const meanings = [...Map.groupBy(found, meaningOf)]
    const told = meanings.flatMap(([meaning, of]) => [meaning, ...of.map(placeOf)])
    return found.length === 0 ? [] : [`${verdictTexts[verdict]} (${found.length})`, ...told, '']
  })
  return groups.join('\n')
}

const published = (from: string): Promise<Published> => inRevision(from, 'schemas', existing)

function existing(folder: string): Published {
  if (!existsSync(folder)) throw new Usage(`không có thư mục · no such folder: ${folder}`)
  try {
    return read(folder)
  } catch (error) {
    throw error instanceof Unreadable ? new Usage(error.message) : error
  }
}

/** Compares two versions of the schemas (folders, or `git:REVISION`). Exit code 1 when anything does more than add. */
export const schemaDiff: Command = {
  usage: 'OLD NEW [--json]   (thư mục · folders, git:REVISION)',
  title: { vi: 'So hai phiên bản lược đồ: bổ sung hay phá vỡ, và với ai', en: 'Additive or breaking, and for whom' },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } } as const, 2)
    const [old, now] = positionals
    if (old === undefined || now === undefined) throw new Usage('cần hai thư mục · two folders are needed: OLD NEW')
    const changes = diff(await published(old), await published(now))
    const verdict = verdictOf(changes)
    process.stdout.write(values.json ? `${JSON.stringify({ verdict, changes }, null, 2)}\n` : report(changes))
    return verdict === 'none' || verdict === 'additive' ? 0 : 1
  },
}
