/** What a gateway would make of its bundle and its revocation lists as they lie there, told to people. Nothing is remembered by looking. */
import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { GatewayError } from '../errors/problem.ts'
import type { Authorities } from '../identity/authorities.ts'
import { manifestName } from '../identity/bundle.ts'
import { readBundleTrust } from '../identity/bundle-trust.ts'
import { readKnownLists } from '../identity/list-memory.ts'
import { pemBlocks } from '../identity/pem.ts'
import { type LoadedBundle, loadRegistry, RegistryInvalid } from '../identity/registry.ts'
import { isOlder, type RevocationList } from '../identity/revocation.ts'
import { violationLine } from '../identity/violation.ts'
import { policySource, registryIn } from '../policies.ts'
import { type AcceptedBundle, newestBundle } from '../store/accepted-bundle.ts'

export interface Told {
  readonly lines: readonly string[]
  /** False: a gateway with these settings would not start on it, and a running one would keep what it has. */
  readonly usable: boolean
}

const nameOf = ({ serial, digest }: AcceptedBundle): string => `${serial}, ${digest}`

/** How the bundle on disk stands to one that was accepted. */
function comparedWith(accepted: AcceptedBundle, { serial, digest }: AcceptedBundle): string {
  if (digest === accepted.digest) return 'chính là gói này · is this one'
  return serial > accepted.serial
    ? `${nameOf(accepted)}; gói này mới hơn · this one is newer`
    : `${nameOf(accepted)}; KHÔNG phải gói này · this is NOT it`
}

async function acceptedHere(trustDir: string, bundle: AcceptedBundle | undefined): Promise<string> {
  const { serial, digest } = (await readBundleTrust(trustDir, () => {})) ?? {}
  if (serial === undefined || digest === undefined) return 'chưa có · none yet'
  return bundle ? comparedWith({ serial, digest }, bundle) : nameOf({ serial, digest })
}

async function acceptedByAny(databaseUrl: string, bundle: AcceptedBundle | undefined): Promise<string> {
  const { openDatabase } = await import('../store/pool.ts')
  const db = openDatabase(databaseUrl)
  try {
    const newest = await newestBundle(db)
    if (!newest) return 'chưa có · none yet'
    return bundle ? comparedWith(newest, bundle) : nameOf(newest)
  } catch (error) {
    if (error instanceof GatewayError) return 'không hỏi được PostgreSQL · PostgreSQL could not be asked'
    throw error
  } finally {
    await db.close()
  }
}

interface Looked {
  readonly bundle?: LoadedBundle
  readonly lines: readonly string[]
}

/** The bundle that a production gateway would take from the folder, or why it would not. */
async function lookAt(policiesDir: string, config: Config): Promise<Looked> {
  const { bundle: options, ...files } = registryIn(policiesDir, { dataDir: config.dataDir, mode: 'production' })
  try {
    const registry = await loadRegistry({ ...files, bundle: { ...options!, remember: false } })
    const { bundle, version } = registry
    return { ...(bundle && { bundle }), lines: [policySource(registry), `  sổ đăng ký · registry  ${version}`] }
  } catch (error) {
    if (!(error instanceof RegistryInvalid)) throw error
    const why = error.violations.map((violation) => `  ✗ ${violationLine(violation)}`)
    return { lines: ['gói KHÔNG dùng được · the bundle can NOT be used:', ...why] }
  }
}

/** Who signed the bundle in `policiesDir`, or what is wrong with it, and whether it is the one that was accepted last. */
export async function bundleTold(policiesDir: string, config: Config): Promise<Told> {
  const development = config.mode === 'development'
  if (development && !existsSync(join(policiesDir, manifestName)))
    return {
      lines: ['gói: chưa ai ký, chỉ dùng khi phát triển · bundle: nobody signed, development only'],
      usable: true,
    }
  const { bundle, lines } = await lookAt(policiesDir, config)
  const here = await acceptedHere(join(config.dataDir, 'trust'), bundle)
  const remembered = [
    `  nút này nhận gần nhất · accepted last by this node  ${here}`,
    ...(config.databaseUrl === undefined
      ? []
      : [`  mọi nút · by any node  ${await acceptedByAny(config.databaseUrl, bundle)}`]),
  ]
  return { lines: [...lines, ...remembered], usable: development || bundle !== undefined }
}

const timeOf = (time_ms: number): string => new Date(time_ms).toISOString().slice(0, 16).replace('T', ' ')

const listStates = {
  early: 'CHƯA có hiệu lực, cổng không nhận · NOT yet valid, is refused',
  late: 'HẾT hạn, chứng thư của CA này bị từ chối · EXPIRED, certificates of this authority are refused',
  old: 'quá nửa thời hạn, cần danh sách mới · past half its time, the next one is due',
  current: 'còn mới · current',
} as const

function stateOf(
  { thisUpdate_ms, nextUpdate_ms, halfLife_ms }: RevocationList,
  now_ms: number,
): keyof typeof listStates {
  if (now_ms < thisUpdate_ms) return 'early'
  if (now_ms > nextUpdate_ms) return 'late'
  return now_ms > halfLife_ms ? 'old' : 'current'
}

/** How current each revocation list is, and whether one goes back behind what this node has had in force. `caFile`: PEM. */
export async function listsTold(
  { lists, unlisted }: Authorities,
  { caFile, dataDir, now_ms }: { readonly caFile: string; readonly dataDir: string; readonly now_ms: number },
): Promise<Told> {
  const authorities = pemBlocks(readFileSync(caFile, 'utf8'), 'CERTIFICATE').map((pem) => new X509Certificate(pem))
  const subjectOf = (issuer: string) =>
    oneLine(authorities.find((one) => one.fingerprint256 === issuer)?.subject ?? issuer)
  const known = await readKnownLists(join(dataDir, 'trust/known-lists.json')).catch(() => undefined)
  const goesBack = (list: RevocationList) =>
    known?.some((earlier) => earlier.issuer === list.issuer && isOlder(list, earlier)) ?? false
  const lines = lists.flatMap((list) => [
    `danh sách thu hồi · revocation list  ${subjectOf(list.issuer)}`,
    `  số · number ${list.number ?? '–'}, ${timeOf(list.thisUpdate_ms)} – ${timeOf(list.nextUpdate_ms)} UTC: ${listStates[stateOf(list, now_ms)]}`,
    ...(goesBack(list)
      ? ['  ✗ cũ hơn danh sách đã dùng, cổng không nhận · older than one that has been in force, is refused']
      : []),
  ])
  const without = unlisted.map((subject) => `KHÔNG có danh sách thu hồi · NO revocation list  ${oneLine(subject)}`)
  const unreadable = known ? [] : ['✗ không đọc được · can not be read: trust/known-lists.json']
  const refused = lists.some((list) => goesBack(list) || stateOf(list, now_ms) === 'early')
  return { lines: [...lines, ...without, ...unreadable], usable: known !== undefined && !refused }
}

const oneLine = (subject: string): string => subject.split('\n').join(', ')
