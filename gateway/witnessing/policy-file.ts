/** The policy file of this node: read at start, and held to what asking witnesses needs. */
import { readFileSync } from 'node:fs'
import { isQuorum } from '../audit/quorum.ts'
import { parseWitnessPolicy, policyFaultText, type WitnessPolicy } from '../audit/witness-policy.ts'
import { StartRefused } from '../errors/start-refused.ts'

const setting = 'LIENTHONG_WITNESS_POLICY'

const isHttps = (url: string | undefined): boolean =>
  url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:' && new URL(url).search === ''

/**
 * Reads and checks the file. Throws StartRefused with every fault: it is malformed, it does not know the log `origin` although it
 * names logs, or the witnesses with an https address are not enough for its quorum.
 */
export function readPolicyFile(file: string, origin: string): WitnessPolicy {
  const parsed = parseWitnessPolicy(bytesOf(file))
  if (!parsed.ok) throw refusal(file, parsed.faults.map(policyFaultText).join('; '))
  const { policy } = parsed
  if (policy.logs.length > 0 && policy.logs.every(({ verifier }) => verifier.name !== origin))
    throw refusal(file, `không có dòng log của ${origin} · it has no log line for ${origin}`)
  const odd = policy.witnesses.find(({ url }) => url !== undefined && !isHttps(url))
  if (odd) throw refusal(file, `${odd.name}: địa chỉ phải là https · its address must be https`)
  const asked = new Set(policy.witnesses.filter(({ url }) => url !== undefined).map(({ name }) => name))
  if (!isQuorum(policy.quorum, asked))
    throw refusal(
      file,
      'các nhân chứng có địa chỉ không đủ quorum · those with an address are not enough for the quorum',
    )
  return policy
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw refusal(file, (cause as Error).message)
  }
}

const refusal = (file: string, why: string) => new StartRefused(`${setting}: ${file}: ${why}`)
