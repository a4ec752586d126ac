/** What the commands of an audit officer share: the key, which entries are meant, opening them in order, and telling what did not open. */
import { readFileSync } from 'node:fs'
import { isDateTime } from '../../schemas/validation/formats.ts'
import type { EntryDetail } from '../audit/detail.ts'
import { decodeEntry } from '../audit/encoding.ts'
import { type LogEntry, readEntries } from '../audit/entries.ts'
import type { ClearPart, LoggedEntry } from '../audit/entry.ts'
import { type EpochFiles, epochFilesIn } from '../audit/epoch-file.ts'
import type { Hash } from '../audit/merkle.ts'
import { createOpener, type OfficerPrivateKey, officerKeyIn, type Unopened } from '../audit/opener.ts'
import { timestamp } from '../telemetry/clock.ts'
import { Usage } from './command.ts'

/** Options that choose entries. */
export const chosenOptions = {
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  index: { type: 'string' },
  event: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  about: { type: 'string' },
} as const

export interface Chosen {
  readonly index?: string | undefined
  readonly event?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly about?: string | undefined
}

const DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * The moment that `text` names, as `at` of an entry has it, and so sorting alike; a date is its first moment in Vietnam, wherever the
 * officer's machine stands. `name` is the option's. Throws Usage.
 */
export function momentOf(text: string | undefined, name: string): string | undefined {
  if (text === undefined) return undefined
  const full = DATE.test(text) ? `${text}T00:00:00+07:00` : text
  const at_ms = isDateTime(full) ? Date.parse(full) : Number.NaN
  if (Number.isNaN(at_ms))
    throw new Usage(
      `--${name}: ngày (giờ Việt Nam) hoặc thời điểm RFC 3339 · a date (of Vietnam) or an RFC 3339 time: 2026-03-01, 2026-03-01T07:30:00+07:00`,
    )
  return timestamp(at_ms)
}

/** Which entries are meant; `from` is included, `to` is not. Throws Usage. */
export function choice({ index, event, from, to }: Chosen): (at: number, entry: LoggedEntry) => boolean {
  if (index !== undefined && !/^\d{1,15}$/.test(index)) throw new Usage('--index: số thứ tự từ 0 · a number from 0 on')
  const [begin, end] = [momentOf(from, 'from'), momentOf(to, 'to')]
  return (at, entry) =>
    (index === undefined || at === Number(index)) &&
    (event === undefined || entry.event === event) &&
    (begin === undefined || entry.at >= begin) &&
    (end === undefined || entry.at < end)
}

/**
 * Whether what an entry sealed names one of `about` as one of its values: a dossier, a transfer, an officer, a system, an agency. Undefined: each does.
 */
export const isAbout = (value: unknown, about: ReadonlySet<string> | undefined): boolean =>
  about === undefined ||
  about.has(value as string) ||
  (typeof value === 'object' && value !== null && Object.values(value).some((inner) => isAbout(inner, about)))

/** The officer's private key. Throws Usage, which repeats nothing of it, or what reading throws. */
export async function officerKey(file: string, passphraseFile: string | undefined): Promise<OfficerPrivateKey> {
  const pem = readFileSync(file, 'utf8')
  const passphrase = passphraseFile && readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, '')
  return officerKeyIn(pem, passphrase).catch((error: Error) => {
    throw new Usage(
      `khóa của cán bộ: phải là khóa riêng X25519 hoặc EC P-256, có mật khẩu thì kèm --passphrase-file · the officer's key: ${error.message} (--passphrase-file): ${file}`,
    )
  })
}

export type OpenedEntry = ClearPart & { readonly index: number } & (
    | { readonly detail: EntryDetail }
    /** Why it did not open. */
    | { readonly unopened: Unopened }
  )

const reasons: Readonly<Record<Unopened, string>> = {
  'no-epoch-file':
    'không có tệp khóa của kỳ: bản sao thiếu tệp, hoặc đã tiêu hủy · the epoch file is not there: this copy lacks it, or it was erased',
  'epoch-file-changed':
    'tệp khóa của kỳ không phải tệp mà nhật ký ghi; lấy lại từ bản sao · the epoch file is not the one that the log names; take it from a copy',
  'not-a-recipient':
    'khóa này không thuộc người nhận của kỳ; dùng khóa của cán bộ khác · this key is no recipient of the epoch; use the key of another officer',
  'unknown-epoch':
    'nhật ký không ghi kỳ khóa này trước đó; đọc từ đầu nhật ký · the log tells of no such epoch before; read it from its beginning',
  changed: 'phần niêm phong đã bị sửa · what is sealed was changed; lienthong audit verify',
}

export interface Outcome {
  /** Count of chosen entries. */
  readonly chosen: number
  /** A sentence for each reason and epoch for which some did not open. */
  readonly unopened: readonly string[]
}

/** A log to be opened: its entries from the first on, and the files of its epochs. */
export interface LogToOpen {
  readonly entries: Iterable<LogEntry> | AsyncIterable<LogEntry>
  readonly epochFiles: EpochFiles
}

export const logIn = (directory: string): LogToOpen => ({
  entries: readEntries(directory),
  epochFiles: epochFilesIn(directory),
})

/**
 * Gives every chosen entry of a log to `take`, in order and opened with `key`, in bounded memory; with `about` only those that open and name it. That the log is whole and
 * signed is NOT checked (verifyLog). Throws Usage for an entry that is none, LogRefused where the log is damaged, and the system's errors.
 */
export async function openChosen(
  { entries, epochFiles }: LogToOpen,
  key: OfficerPrivateKey,
  isChosen: ReturnType<typeof choice>,
  take: (entry: OpenedEntry, leaf: Hash) => Promise<void> | void,
  about?: ReadonlySet<string>,
): Promise<Outcome> {
  const opener = createOpener(epochFiles, key)
  const unopened = new Map<string, { readonly epoch: string; readonly why: Unopened; first: number; count: number }>()
  const erased = new Map<string, string>()
  let chosen = 0
  for await (const { index, bytes, leaf } of entries) {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok)
      throw new Usage(`bản ghi sai dạng · entry malformed: ${index}: ${decoded.why}; lienthong audit verify`)
    const { sealed, ...clear } = decoded.entry
    opener.follow(decoded.entry)
    if (clear.phase === 'epoch-erased' && clear.epoch) erased.set(clear.epoch.id, clear.at)
    if (!isChosen(index, decoded.entry)) continue
    const opened = await opener.open(decoded.entry)
    if (opened.ok && !isAbout(opened.detail, about)) continue
    chosen++
    if (opened.ok) {
      await take({ index, ...clear, detail: opened.detail }, leaf)
      continue
    }
    const { why, epoch = '' } = opened
    const before = unopened.get(`${epoch} ${why}`)
    if (before) before.count++
    else unopened.set(`${epoch} ${why}`, { epoch, why, first: index, count: 1 })
    if (about === undefined) await take({ index, ...clear, unopened: why }, leaf)
  }
  const sentences = [...unopened.values()].map(({ epoch, why, first, count }) => {
    const at = why === 'no-epoch-file' ? erased.get(epoch) : undefined
    const reason = at ? `khóa của kỳ đã tiêu hủy · the epoch was erased: ${at}` : reasons[why]
    return `${count} bản ghi không mở được, từ · entries that do not open, from ${first}: ${epoch}: ${reason}`
  })
  return { chosen, unopened: sentences }
}

/**
 * By which names entries are about `about`: itself, and where that is a dossier the ids of what any entry of the log ties to it, since what came of that need not name it: transfers and
 * their papers, directives, items of the quarantine. Reads the whole log, and keeps these ids alone; `unopened`: what might tie more. Throws as openChosen.
 */
export async function namesOf(
  log: LogToOpen,
  key: OfficerPrivateKey,
  about: string | undefined,
): Promise<{ readonly names: ReadonlySet<string> | undefined; readonly unopened: readonly string[] }> {
  if (about === undefined) return { names: undefined, unopened: [] }
  const names = new Set([about])
  if (!about.startsWith('hs-')) return { names, unopened: [] }
  const tied = (entry: OpenedEntry) => {
    if (!('detail' in entry)) return
    const { transfer, directive, deposit } = entry.detail
    const papers = (transfer?.attachments ?? []).map(({ id }) => id)
    for (const id of [transfer?.id, directive?.id, deposit?.item, ...papers]) if (id !== undefined) names.add(id)
  }
  const { unopened } = await openChosen(log, key, () => true, tied, new Set([about]))
  return { names, unopened }
}

/** Writes to standard output, and waits while its reader is behind. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
}

/**
 * Tells what did not open, of the chosen ones or (`before`) of those that were looked through for names, and that nothing was chosen. Gives the exit code: 0, or 1
 * when there was something, or nothing by number, event or name.
 */
export function concluded(
  { chosen, unopened: among }: Outcome,
  { index, event, about }: Chosen,
  before: readonly string[],
): number {
  const unopened = new Set([...before, ...among])
  for (const sentence of unopened) process.stderr.write(`${sentence}\n`)
  if (chosen === 0) process.stderr.write('không có bản ghi như vậy · no such entry\n')
  if (chosen === 0 && (index ?? event ?? about) !== undefined) return 1
  return unopened.size > 0 ? 1 : 0
}
