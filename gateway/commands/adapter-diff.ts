import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CoverageFile } from '../../adapters/check/coverage/report.ts'
import { bumpBetween, bumps, type Change, changeKinds, neededBump } from '../../adapters/check/diff/change.ts'
import { adapterChanges, type Version } from '../../adapters/check/diff/diff.ts'
import { readManifest } from '../../adapters/check/load.ts'
import { bilingual } from '../../schemas/validation/texts.ts'
import { adapterNames } from './adapter-folder.ts'
import { type Command, parsed, Usage } from './command.ts'
import { inRevision } from './revision.ts'

/** Versions by the id of the adapter; undefined for one that was never measured. */
type Versions = ReadonlyMap<string, Version | undefined>

function versionIn(folder: string): readonly [id: string, Version | undefined] {
  const manifest = readManifest(folder)
  const file = join(folder, 'coverage.json')
  if (!existsSync(file)) return [manifest.id, undefined]
  const { fields, places } = JSON.parse(readFileSync(file, 'utf8')) as CoverageFile
  return [manifest.id, { manifest, coverage: fields, ...(places && { places }) }]
}

/** Of the folder of one adapter, or of all. */
function versionsIn(folder: string): Versions {
  if (existsSync(join(folder, 'manifest.json'))) return new Map([versionIn(folder)])
  return new Map(adapterNames(folder).map((name) => versionIn(join(folder, name))))
}

interface Compared {
  readonly id: string
  readonly changes: readonly Change[]
  readonly from: string
  readonly to: string
  readonly needed: ReturnType<typeof neededBump>
  /** Whether the version says so. */
  readonly told: boolean
}

function compared(id: string, before: Version, after: Version): Compared {
  const changes = adapterChanges(before, after)
  const [from, to] = [before.manifest.version, after.manifest.version]
  const needed = neededBump(changes)
  const raised = bumpBetween(from, to)
  return { id, changes, from, to, needed, told: raised !== undefined && bumps.indexOf(raised) >= bumps.indexOf(needed) }
}

const changeLine = ({ kind, at, before, after }: Change): string => {
  const values = before === undefined && after === undefined ? '' : `  ${before ?? '–'} → ${after ?? '–'}`
  return `    ${at}: ${bilingual(changeKinds[kind])}${values}`
}

function report({ id, changes, from, to, needed, told }: Compared): string {
  const groups = bumps.toReversed().flatMap((bump) => {
    const of = changes.filter(({ kind }) => changeKinds[kind].bump === bump)
    return of.length === 0 ? [] : [`  ${bump} (${of.length})`, ...of.map(changeLine)]
  })
  const verdict = told
    ? `  phiên bản nói đúng · the version says so: ${from} → ${to}`
    : `  PHIÊN BẢN KHÔNG NÓI ĐÚNG · THE VERSION DOES NOT SAY SO: ${from} → ${to}, cần · needed: ${needed}\n    → sửa version trong manifest.json · raise version in manifest.json`
  return [`${id}: ${needed === 'none' ? 'không đổi · no change' : needed}`, ...groups, verdict, ''].join('\n')
}

const unmeasured = (id: string): string =>
  `${id}: không có coverage.json, chưa so được · no coverage.json, not compared\n  → lienthong adapter coverage ${id}\n`

/** Compares two versions of one adapter or of all. Exit code 1 when a version does not say what changed, or something can't be compared. */
export const adapterDiff: Command = {
  usage: 'OLD NEW [--json]   (thư mục · folders of one adapter or of all, git:REVISION)',
  title: {
    vi: 'So hai phiên bản bộ chuyển đổi: mất gì, thêm gì, phiên bản phải nâng thế nào',
    en: 'What a new version of an adapter loses and gains, and the version bump that it needs',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } } as const, 2)
    const [old, now] = positionals
    if (old === undefined || now === undefined) throw new Usage('cần hai thư mục · two folders are needed: OLD NEW')
    const before = await inRevision(old, 'adapters', versionsIn)
    const after = await inRevision(now, 'adapters', versionsIn)
    const both = [...after.keys()].filter((id) => before.has(id))
    if (both.length === 0) throw new Usage(`${[...after.keys()].join(', ')}: không có trong · not in ${old}`)
    const results: Compared[] = []
    const without: string[] = []
    for (const id of both) {
      const [was, is] = [before.get(id), after.get(id)]
      if (was === undefined || is === undefined) without.push(id)
      else results.push(compared(id, was, is))
    }
    if (values.json) process.stdout.write(`${JSON.stringify({ adapters: results, unmeasured: without }, null, 2)}\n`)
    else process.stdout.write([...results.map(report), ...without.map(unmeasured)].join('\n'))
    return without.length === 0 && results.every(({ told }) => told) ? 0 : 1
  },
}
