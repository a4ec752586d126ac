import { type AnswerEvidence, evidenceIn } from '../audit/answer-evidence.ts'
import { checkExhibit, exhibitOf } from '../audit/exhibit.ts'
import { parseLogKeys } from '../audit/log-keys.ts'
import { answerInLog } from './answer-in-log.ts'
import { officerKey } from './audit-opened.ts'
import { policyIn, proveAgain, quorumIn, unwitnessed } from './audit-quorum.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { bytesOf, textOf } from './given-file.ts'

const options = {
  pointer: { type: 'string' },
  proof: { type: 'string' },
  check: { type: 'string' },
  key: { type: 'string', multiple: true },
  policy: { type: 'string' },
  log: { type: 'string' },
  'officer-key': { type: 'string' },
  'passphrase-file': { type: 'string' },
  index: { type: 'string' },
  event: { type: 'string' },
} as const

const sentences = {
  'no-evidence':
    'câu trả lời không kèm bằng chứng: hỏi lại với tiêu đề Want-Evidence: ?1, hoặc dùng --log và --officer-key · the answer has no evidence: ask with the header Want-Evidence: ?1, or an audit officer gives --log and --officer-key',
  'no-entry':
    'chứng minh không kèm bản ghi nhật ký: lấy từ GET /v1/audit/receipts/{index} · the proof has no entry with it: get it from GET /v1/audit/receipts/{index}',
  'another-answer':
    'chứng minh của câu trả lời khác, hoặc câu trả lời đã bị sửa · the proof is of another answer, or the answer was changed',
  'nothing-there':
    'không có giá trị nào ở vị trí đó · there is no such value: without --pointer the command lists them',
  'not-in-log':
    'nhật ký không có bản ghi nào của câu trả lời này: câu trả lời đã bị sửa, hoặc bản sao nhật ký cũ hơn · no entry is of this answer: it was changed, or the copy of the log is older than it',
  'cannot-tell':
    'chưa kết luận được: có bản ghi không mở được, ghi trước khi có committed, hoặc chỉ một phần được chọn · it can not be told: entries did not open, are of before there was committed, or were chosen in part alone',
  several:
    'nhiều bản ghi có những giá trị này: chọn một bằng --event · several entries have these values: choose one by --event',
  malformed: 'tệp sai dạng · the file is malformed',
  'not-opened': 'giá trị không khớp với bản ghi nhật ký · the value is not the one that the entry has',
  'bad-signature': 'chữ ký của nhật ký sai · the signature of the log is wrong',
  'no-known-key': 'không có chữ ký của khóa này · it is not signed by this key',
  'no-ml-dsa-signature':
    'điểm kiểm tra không có chữ ký ML-DSA-44: lấy lại chứng minh sau một giây · the checkpoint has no ML-DSA-44 signature: get the proof again a second later',
  'wrong-origin': 'của nhật ký khác · it is of another log',
  'not-in-tree': 'bản ghi không có trong nhật ký · the entry is not in the log',
} as const

/** Opens one value of an answer for a third party, and checks what was opened. Exit code 1 when it does not hold. */
export const auditEvidence: Command = {
  usage:
    'ANSWER.json [--log DIR --officer-key FILE [--passphrase-file FILE] [--index N | --event ID]] [--pointer POINTER --proof FILE.tlog-proof > exhibit.json]\n      | --check exhibit.json --key VKEY [--key ML-DSA-44-VKEY] [--policy FILE]',
  title: {
    vi: 'Mở đúng một giá trị của câu trả lời cho bên thứ ba, và kiểm chứng giá trị đã mở; --log: tìm bản ghi của câu trả lời bằng khóa của cán bộ kiểm toán',
    en: "Open exactly one value of an answer to a third party, and check one that was opened; --log: find the entry of an answer with an audit officer's key",
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    if (values.check !== undefined)
      return check(textOf(values.check), needed(values.key?.join('\n'), 'key'), values.policy)
    const [file] = positionals
    if (file === undefined) throw new Usage('thiếu tệp câu trả lời · which answer?')
    const evidence = values.log === undefined ? evidenceIn(textOf(file)) : await byTheLog(file, values.log, values)
    if (typeof evidence === 'string') return no(evidence)
    if (values.pointer === undefined) return list(evidence)
    const exhibited = exhibitOf(evidence, values.pointer, textOf(needed(values.proof, 'proof')))
    if (!exhibited.ok) return no(exhibited.reason)
    process.stdout.write(`${JSON.stringify(exhibited.exhibit)}\n`)
    return 0
  },
}

interface Officer {
  readonly 'officer-key'?: string | undefined
  readonly 'passphrase-file'?: string | undefined
  readonly index?: string | undefined
  readonly event?: string | undefined
  readonly pointer?: string | undefined
}

/** Tells which entries are of the answer in `file`, and what did not open; gives its evidence, or why there is none. */
async function byTheLog(file: string, directory: string, given: Officer): Promise<AnswerEvidence | Missing> {
  const key = await officerKey(needed(given['officer-key'], 'officer-key'), given['passphrase-file'])
  const bytes = bytesOf(file, Number.POSITIVE_INFINITY)
  const { found, outcome, passedOver } = await answerInLog(bytes, directory, key, given)
  for (const sentence of outcome.unopened) process.stderr.write(`${sentence}\n`)
  for (const { entry, isWhole } of found) {
    const { index, phase, at, event } = entry
    process.stderr.write(`${isWhole ? whole : valuesAlone}: ${index} ${phase} ${at} ${event}\n`)
  }
  const [first, second] = found
  if (!first) return passedOver ? 'cannot-tell' : 'not-in-log'
  return second && given.pointer !== undefined ? 'several' : first.evidence
}

type Missing = 'cannot-tell' | 'not-in-log' | 'several'

const whole = 'nhật ký có đúng câu trả lời này, từng byte một · the log has this very answer, byte for byte'
const valuesAlone =
  'các giá trị liệt kê là của bản ghi này; phần khác của tệp không được xác nhận · the values that are listed are of this entry; nothing else in the file is confirmed'

function list(evidence: AnswerEvidence | undefined): number {
  if (!evidence) return no('no-evidence')
  process.stdout.write(`${evidence.pointers.join('\n')}\n`)
  return 0
}

function check(text: string, key: string, policy: string | undefined): number {
  const verifier = parseLogKeys(key)
  if (!verifier) throw new Usage('--key: khóa kiểm chứng sai dạng · the verifier key is malformed')
  const checked = checkExhibit(text, verifier)
  if (!checked.ok) return no(checked.reason)
  const { entry, index, opening, checkpoint } = checked
  const quorum = policy === undefined ? undefined : quorumIn(checkpoint, policyIn(policy), verifier)
  if (quorum?.ok === false) {
    process.stderr.write(`${quorum.why}\n${proveAgain}\n`)
    return 1
  }
  process.stdout.write(
    [
      'giá trị này đã được trao, nhật ký xác nhận · this value was given; the log has it',
      `  ${opening.pointer}`,
      `  ${opening.text}`,
      `  ${entry.phase} ${entry.at} ${entry.event}`,
      `  ${verifier.name} ${index}`,
      quorum?.line ?? unwitnessed('--policy'),
      '',
    ].join('\n'),
  )
  return 0
}

function no(reason: keyof typeof sentences): number {
  process.stderr.write(`${sentences[reason]}\n`)
  return 1
}
