import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EPOCHS_FOLDER, type EpochFiles, epochFilesIn } from '../audit/epoch-file.ts'
import { VERIFIER_KEY_FILE } from '../audit/key.ts'
import { parseKeysOfLogs } from '../audit/log-keys.ts'
import { parseVerifierKey } from '../audit/note.ts'
import { openRemoteLog, type RemoteLog } from '../audit/remote-log.ts'
import { type LogToOpen, logIn, momentOf, officerKey, openChosen, print } from './audit-opened.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import type { OpenedLog } from './reconcile/books.ts'
import { told } from './reconcile/finding.ts'
import { listFile } from './reconcile/lists.ts'
import { type Reconciled, reconcile } from './reconcile/reconcile.ts'
import { servedLog } from './reconcile/served-log.ts'

const options = {
  'officer-key': { type: 'string' },
  'passphrase-file': { type: 'string' },
  requests: { type: 'string', multiple: true },
  receipts: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  key: { type: 'string', multiple: true },
  epochs: { type: 'string', multiple: true },
  ca: { type: 'string' },
  cert: { type: 'string' },
  'private-key': { type: 'string' },
} as const

type Values = ReturnType<typeof parsed<typeof options>>['values']

const LOGS_MAX = 100

/**
 * Compares what sources say that they were asked, what the log says, and which receipts receivers hold. Exit code 1 when one has what another
 * lacks, or an entry does not open.
 */
export const auditReconcile: Command = {
  usage:
    'DIR|URL … --officer-key FILE [--passphrase-file FILE] [--requests AGENCY=FILE …] [--receipts SYSTEM=FILE …]\n      [--from TIME] [--to TIME] [URL: --key VKEY … [--epochs DIR …] --ca FILE --cert FILE --private-key FILE]',
  title: {
    vi: 'Đối chiếu nhật ký với danh sách yêu cầu của các nguồn và biên nhận của bên nhận: thiếu gì, ở đâu, ai phải làm rõ',
    en: "Compare the log with the sources' lists of requests and the receivers' receipts: what is missing, where, and who must act",
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, LOGS_MAX)
    if (positionals.length === 0) throw new Usage('thiếu nhật ký · which log?')
    const requests = (values.requests ?? []).map((text) => listFile(text, 'requests'))
    const receipts = (values.receipts ?? []).map((text) => listFile(text, 'receipts'))
    if (requests.length + receipts.length === 0) throw new Usage('--requests AGENCY=FILE | --receipts SYSTEM=FILE')
    const [from, to] = [momentOf(values.from, 'from'), momentOf(values.to, 'to')]
    const key = await officerKey(needed(values['officer-key'], 'officer-key'), values['passphrase-file'])
    const closing: (() => void)[] = []
    try {
      const opened = async (place: string): Promise<OpenedLog> => {
        const { origin, log } = place.startsWith('https://') ? await served(place, values, closing) : kept(place)
        return { origin, open: (isChosen, take, see) => openChosen(watched(log, see), key, isChosen, based(take)) }
      }
      const logs: OpenedLog[] = []
      for (const place of positionals) logs.push(await opened(place))
      const reconciled = await reconcile({
        ...{ logs, requests, receipts },
        from_ms: from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from),
        to_ms: to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to),
        report: (found) => print(`${told(found)}\n`),
      })
      return await concluded(reconciled)
    } finally {
      for (const close of closing) close()
    }
  },
}

interface Named {
  readonly origin: string
  readonly log: LogToOpen
}

function kept(directory: string): Named {
  const verifier = parseVerifierKey(readFileSync(join(directory, VERIFIER_KEY_FILE), 'utf8').trim())
  if (!verifier) throw new Usage(`${VERIFIER_KEY_FILE}: không phải khóa kiểm chứng · no verifier key`)
  return { origin: verifier.name, log: logIn(directory) }
}

/** Epoch files are read where the log is, unless a folder of a copy is named that has them. */
async function served(url: string, values: Values, closing: (() => void)[]): Promise<Named> {
  const read = (name: 'ca' | 'cert' | 'private-key') => readFileSync(needed(values[name], name), 'utf8')
  const verifiers = parseKeysOfLogs(values.key ?? [needed(undefined, 'key')])
  if (!verifiers) throw new Usage('--key: không phải khóa kiểm chứng · no verifier key')
  const remote = openRemoteLog(url.replace(/\/$/, ''), { ca: read('ca'), cert: read('cert'), key: read('private-key') })
  closing.push(remote.close)
  const { origin, entries } = await servedLog(remote, verifiers)
  const place = verifiers.findIndex(({ name }) => name === origin)
  const copy = values.epochs?.[place] ?? values.epochs?.at(-1)
  const epochFiles = copy === undefined ? epochFilesAt(remote) : epochFilesIn(copy)
  return { origin, log: { entries: entries(), epochFiles } }
}

const epochFilesAt =
  (remote: RemoteLog): EpochFiles =>
  (id) =>
    remote.file(`${EPOCHS_FOLDER}/${id}.json`)

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

const based =
  (take: Parameters<OpenedLog['open']>[1]): Parameters<typeof openChosen>[3] =>
  (entry, leaf) =>
    take(entry, base64(leaf))

/** The same log, each of whose entries `see` is told of. */
function watched({ entries, epochFiles }: LogToOpen, see: Parameters<OpenedLog['open']>[2]): LogToOpen {
  async function* passed() {
    for await (const entry of entries) {
      see(entry.index, base64(entry.leaf))
      yield entry
    }
  }
  return { entries: passed(), epochFiles }
}

async function concluded({ counts, unopened, unlisted }: Reconciled): Promise<number> {
  const { entries, requests, receipts, findings } = counts
  for (const sentence of unopened) process.stderr.write(`${sentence}\n`)
  if (unlisted.length > 0)
    process.stderr.write(`chưa có danh sách của · no list given of: ${unlisted.join(', ')}; --requests AGENCY=FILE\n`)
  const compared = `${entries} bản ghi · entries, ${requests} yêu cầu · requests, ${receipts} biên nhận · receipts`
  const found = findings === 0 ? 'khớp · they agree' : `${findings} điểm không khớp · findings`
  await print(`${found}: ${compared}\n`)
  return findings > 0 || counts.unopened > 0 ? 1 : 0
}
