import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeEntry } from '../audit/encoding.ts'
import { readEntries } from '../audit/entries.ts'
import { epochPath, isEpochId } from '../audit/epoch-file.ts'
import { VERIFIER_KEY_FILE } from '../audit/key.ts'
import { parseVerifierKey } from '../audit/note.ts'
import { signersOf } from '../identity/bundle-load.ts'
import { verifySignatures } from '../identity/bundle-signatures.ts'
import {
  type ErasureOrder,
  erasureKind,
  orderBytes,
  orderIn,
  type SignedOrder,
  signOrder,
} from '../identity/erasure-order.ts'
import { collector } from '../identity/violation.ts'
import { now_ms, timestamp } from '../telemetry/clock.ts'
import { momentOf } from './audit-opened.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { agreed, examineFolder, policiesHere, toldViolations } from './participants-folder.ts'
import { privateKey, registeredKey, writeWhole } from './signing-person.ts'

const options = {
  as: { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  log: { type: 'string' },
  before: { type: 'string' },
  epoch: { type: 'string', multiple: true },
  policies: { type: 'string' },
  yes: { type: 'boolean' },
} as const

const tell = (text: string): void => void process.stdout.write(text)

interface Epoch {
  readonly id: string
  readonly from: string
  /** When the next one began: it sealed nothing from then on. Undefined for the last. */
  readonly to?: string
}

/** The epochs of the log in `directory` whose files are there, in their order. */
function epochsIn(directory: string): readonly Epoch[] {
  const opened: { id: string; from: string }[] = []
  for (const { bytes } of readEntries(directory)) {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok || decoded.entry.phase !== 'epoch-opened' || !decoded.entry.epoch) continue
    opened.push({ id: decoded.entry.epoch.id, from: decoded.entry.at })
  }
  return opened
    .map((one, index) => ({ ...one, ...(opened[index + 1] && { to: opened[index + 1]!.from }) }))
    .filter(({ id }) => existsSync(epochPath(directory, id)))
}

/** A new order for the epochs that are meant. Throws Usage. */
function ordered(directory: string, before: string | undefined, ids: readonly string[]): ErasureOrder {
  const verifier = parseVerifierKey(readFileSync(join(directory, VERIFIER_KEY_FILE), 'utf8').trim())
  if (!verifier) throw new Usage(`${VERIFIER_KEY_FILE}: không phải khóa kiểm chứng · no verifier key`)
  const end = momentOf(before, 'before')
  for (const id of ids) if (!isEpochId(id)) throw new Usage(`--epoch: ep-… (lienthong audit open): ${id}`)
  const meant = epochsIn(directory).filter(
    ({ id, to }) => to !== undefined && (ids.includes(id) || (end !== undefined && to <= end)),
  )
  const missing = ids.filter((id) => !meant.some((one) => one.id === id))
  if (missing.length > 0)
    throw new Usage(
      `--epoch: không có, đã tiêu hủy hoặc đang dùng · not there, erased or in use: ${missing.join(', ')}`,
    )
  if (meant.length === 0)
    throw new Usage(
      'không có kỳ nào như vậy: phải kết thúc trước --before (một kỳ dài đến một ngày; kỳ đang dùng không tiêu hủy được), hoặc --epoch ID · no such epoch: it has to end before --before (one lasts up to a day; the one in use can not be erased), or --epoch ID',
    )
  for (const { id, from, to } of meant) tell(`  ${id}  ${from} – ${to}\n`)
  return { version: 1, log: verifier.name, created: timestamp(), epochs: meant.map(({ id }) => id) }
}

/** The epochs of `order`; with the log in `directory` beside each when it was, or that its file is not there. */
function timesOf({ epochs }: ErasureOrder, directory: string | undefined): readonly string[] {
  const known = directory === undefined ? undefined : new Map(epochsIn(directory).map((one) => [one.id, one]))
  return epochs.map((id) => {
    const one = known?.get(id)
    if (one) return `${id}  ${one.from} – ${one.to ?? 'đang dùng · in use'}`
    return known ? `${id}  không có trong bản này · not in this copy` : id
  })
}

/**
 * Makes an order to erase epoch keys, or adds one person's signature to it; two persons of the role shredding have to sign. The operator puts
 * the order into `<data>/erasures`; the gateway carries it out at its next reload or start.
 */
export const auditErase: Command = {
  usage:
    'ORDER.json --as AGENCY/OFFICER --key FILE [--passphrase-file FILE] [--log DIR --before DATE | --log DIR --epoch ID … | --log DIR] [--policies DIR] [--yes]',
  title: {
    vi: 'Lập hoặc ký lệnh tiêu hủy khóa của các kỳ nhật ký đã hết hạn lưu; cần hai người ký',
    en: 'Make or sign an order to erase the keys of epochs that need not be kept any longer; two persons have to sign',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [file] = positionals
    if (file === undefined) throw new Usage('thiếu tệp lệnh · which order?')
    const person = needed(values.as, 'as')
    const key = privateKey(needed(values.key, 'key'), values['passphrase-file'])
    const examined = await examineFolder(values.policies ?? policiesHere())
    if (examined.violations.length > 0) {
      process.stderr.write(toldViolations(examined.violations))
      return 1
    }
    const jwk = registeredKey(examined, person, key, erasureKind.role)
    const { report, violations } = collector()
    let found: SignedOrder | undefined
    if (existsSync(file)) {
      if (values.before !== undefined || values.epoch)
        throw new Usage(`lệnh đã có, chỉ ký thêm · the order is there, it can only be signed: ${file}`)
      found = orderIn(readFileSync(file), file, report)
    }
    const order =
      found?.order ?? (violations.length === 0 && ordered(needed(values.log, 'log'), values.before, values.epoch ?? []))
    const signers = signersOf(examined.content.participants)
    const signed =
      found && (await verifySignatures(orderBytes(found.order), found, signers, now_ms(), file, report, erasureKind))
    if (!order || violations.length > 0) {
      process.stderr.write(toldViolations(violations))
      return 1
    }
    const earlier = signed?.map((one) => one.person) ?? []
    if (earlier.includes(person)) {
      tell('người này đã ký lệnh này · this person has signed this order\n')
      return 1
    }
    tell(
      `${order.log}: ${order.epochs.length} kỳ · epochs, ${order.created}; đã ký · signed by: ${earlier.join(', ') || '–'}\n`,
    )
    if (found) for (const line of timesOf(order, values.log)) tell(`  ${line}\n`)
    const vi = 'Những gì niêm phong trong các kỳ này sẽ không ai mở được nữa. Ký?'
    if (!(await agreed(values.yes, 'ky', vi, 'Nobody will open what these epochs sealed. Sign?'))) return 1
    const signatures = [...(found?.signatures ?? []), await signOrder(order, key, jwk)]
    writeWhole(file, `${JSON.stringify({ order, signatures }, null, 2)}\n`)
    const next =
      signatures.length < 2
        ? 'cần một người nữa ký · one more person has to sign'
        : 'đưa cho đơn vị vận hành: vào <data>/erasures, rồi SIGHUP · give it to the operator: into <data>/erasures, then SIGHUP'
    tell(`đã ký · signed: ${person} (${signatures.length}/2); ${next}\n`)
    return 0
  },
}
