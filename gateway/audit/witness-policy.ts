/** C2SP tlog-policy: which logs and witnesses are known, and which witnesses together make a checkpoint valid. Strict. */
import { type CosignatureVerifier, parseCosignerKey } from './cosignature.ts'
import { parsePublicKey, parseVerifierKey, type Verifier } from './note.ts'

export interface PolicyLog {
  readonly verifier: Verifier
  readonly verifierKey: string
  readonly url?: string
}

export interface PolicyWitness {
  /** As the policy calls it; the name in its key may be another. */
  readonly name: string
  readonly key: CosignatureVerifier
  /** Submission prefix. */
  readonly url?: string
}

export type Quorum =
  | { readonly kind: 'none' }
  | { readonly kind: 'witness'; readonly name: string }
  /** At least `threshold` of `members`. */
  | { readonly kind: 'group'; readonly threshold: number; readonly members: readonly Quorum[] }

export interface WitnessPolicy {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly quorum: Quorum
}

/** What is wrong in a line, counted from 1; of the whole file, 0. */
export interface PolicyFault {
  readonly line: number
  readonly vi: string
  readonly en: string
}

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: WitnessPolicy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] }

const FILE_BYTES_MAX = 256 * 1024
const NAMES_MAX = 1_000
const LOG_KEY = 0x01

/** A fault for people, with where it is. */
export const policyFaultText = ({ line, vi, en }: PolicyFault): string =>
  line === 0 ? `${vi} · ${en}` : `dòng ${line} · line ${line}: ${vi} · ${en}`

/**
 * Reads a policy file. Names are octets and are compared as such; comments and empty lines are left aside. Never throws. That the keys
 * belong to whom they should is for whoever wrote the file to know.
 */
export function parseWitnessPolicy(file: Uint8Array): ParsedPolicy {
  if (file.length > FILE_BYTES_MAX) return { ok: false, faults: [fault(0, 'tệp quá lớn', 'the file is too large')] }
  // One character per octet: what is above ASCII is opaque.
  const text = Buffer.from(file).toString('latin1')
  const odd = text.split('\n').findIndex((line) => /[^\t\x20-\x7e\x80-\xff]/.test(line))
  if (odd >= 0) return { ok: false, faults: [fault(odd + 1, 'có ký tự điều khiển', 'it has a control character')] }
  if (text !== '' && !text.endsWith('\n'))
    return { ok: false, faults: [fault(0, 'dòng cuối không kết thúc bằng xuống dòng', 'the last line has no newline')] }
  const reading = createReading()
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length > 0 && !words[0]!.startsWith('#')) reading.read(at + 1, words)
  }
  return reading.end()
}

const fault = (line: number, vi: string, en: string): PolicyFault => ({ line, vi, en })

/** A key's name is UTF-8, as in a note. */
const keyText = (word: string): string => Buffer.from(word, 'latin1').toString('utf8')

function createReading() {
  const faults: PolicyFault[] = []
  const logs: PolicyLog[] = []
  const witnesses: PolicyWitness[] = []
  const logKeys = new Set<string>()
  const witnessKeys = new Set<string>()
  const defined = new Map<string, Quorum>()
  const members = new Set<string>()
  let quorum: Quorum | undefined

  const optionalUrl = (word: string | undefined) => (word === undefined ? {} : { url: word })

  const lines: Readonly<Record<string, (words: readonly string[]) => readonly [string, string] | undefined>> = {
    log([vkey, url, ...more]) {
      const verifierKey = keyText(vkey ?? '')
      const known = parsePublicKey(verifierKey, LOG_KEY)
      const verifier = parseVerifierKey(verifierKey)
      if (!known || !verifier) return ['khóa nhật ký sai dạng', 'no verifier key of a log (Ed25519, type 0x01)']
      if (more.length > 0) return ['thừa từ', 'too many words']
      const raw = known.raw.toString('hex')
      if (logKeys.has(raw)) return ['khóa nhật ký này đã có', 'this key of a log stands there already']
      logKeys.add(raw)
      logs.push({ verifier, verifierKey, ...optionalUrl(url) })
      return undefined
    },
    witness([name, vkey, url, ...more]) {
      const key = parseCosignerKey(keyText(vkey ?? ''))
      if (name === undefined || !key)
        return ['khóa nhân chứng sai dạng', 'no verifier key of a witness (cosignature/v1, type 0x04)']
      if (more.length > 0) return ['thừa từ', 'too many words']
      if (witnessKeys.has(key.publicKey))
        return ['khóa nhân chứng này đã có', 'this key of a witness stands there already']
      const taken = define(name, { kind: 'witness', name })
      if (taken) return taken
      witnessKeys.add(key.publicKey)
      witnesses.push({ name, key, ...optionalUrl(url) })
      return undefined
    },
    group([name, count, ...of]) {
      if (name === undefined || of.length === 0) return ['nhóm không có thành viên', 'a group needs members']
      const threshold = thresholdOf(count!, of.length)
      if (threshold === undefined)
        return [
          'ngưỡng phải là all, any hoặc số từ 1 đến số thành viên',
          'the threshold is all, any, or 1 to the count of members',
        ]
      const found = of.map((member) => defined.get(member))
      if (found.includes(undefined)) return ['thành viên chưa được định nghĩa ở trên', 'a member is not defined above']
      if (new Set(of).size < of.length || of.some((member) => members.has(member)))
        return ['một tên chỉ được vào một nhóm, một lần', 'a name may be a member once, of one group']
      const taken = define(name, { kind: 'group', threshold, members: found as Quorum[] })
      if (taken) return taken
      for (const member of of) members.add(member)
      return undefined
    },
    quorum([name, ...more]) {
      if (name === undefined || more.length > 0) return ['dòng quorum nêu đúng một tên', 'a quorum line has one name']
      if (quorum) return ['chỉ được có một dòng quorum', 'there is one quorum line only']
      const found: Quorum | undefined = name === 'none' ? { kind: 'none' } : defined.get(name)
      if (!found) return ['tên chưa được định nghĩa ở trên', 'the name is not defined above']
      quorum = found
      return undefined
    },
  }

  function define(name: string, as: Quorum): readonly [string, string] | undefined {
    if (name === 'none') return ['none là tên dành riêng', 'none is a reserved name']
    if (defined.has(name)) return ['tên này đã có', 'this name stands there already']
    if (defined.size >= NAMES_MAX) return ['quá nhiều tên', 'too many names']
    defined.set(name, as)
    return undefined
  }

  return {
    read(line: number, [keyword, ...words]: readonly string[]) {
      const read = Object.hasOwn(lines, keyword!) ? lines[keyword!] : undefined
      const wrong = read ? read(words) : (['từ khóa lạ', 'unknown keyword'] as const)
      if (wrong) faults.push(fault(line, ...wrong))
    },
    end(): ParsedPolicy {
      if (!quorum && faults.length === 0) faults.push(fault(0, 'thiếu dòng quorum', 'there is no quorum line'))
      return quorum && faults.length === 0 ? { ok: true, policy: { logs, witnesses, quorum } } : { ok: false, faults }
    },
  }
}

function thresholdOf(word: string, count: number): number | undefined {
  if (word === 'all') return count
  if (word === 'any') return 1
  const number = /^[1-9][0-9]{0,3}$/.test(word) ? Number(word) : 0
  return number >= 1 && number <= count ? number : undefined
}
