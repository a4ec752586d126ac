/** Which gateway a command asks, and as which system: the running development gateway, or another one with files of one's own. */
import { readFileSync } from 'node:fs'
import { loadProcessConfig } from '../config/config.ts'
import type { Reachable } from '../development/client.ts'
import { readRunFile } from '../development/run-file.ts'
import { type ClearanceLevel, isClearanceLevel } from '../identity/clearance.ts'
import { tokenEndpointOf } from '../identity/token-issuer.ts'
import { needed, Usage } from './command.ts'

export const reachingOptions = {
  as: { type: 'string' },
  url: { type: 'string' },
  ca: { type: 'string' },
  cert: { type: 'string' },
  'private-key': { type: 'string' },
  'assertion-key': { type: 'string' },
} as const

export const reachingUsage = '[--url URL --ca PEM --cert PEM --private-key PEM --assertion-key PEM]'

export interface Values {
  readonly [name: string]: string | boolean | undefined
}

/** The gateway at `--url`, or the running development gateway. Throws Usage. */
export function gatewayOf(values: Values, system: string): Reachable {
  if (typeof values.url !== 'string') {
    const run = readRunFile(loadProcessConfig().dataDir)
    if (!run)
      throw new Usage(
        'cổng chưa chạy (npm start); gateway khác: --url · no gateway is running (npm start); another: --url',
      )
    if (!run.clients[system])
      throw new Usage(
        `--as: ${Object.keys(run.clients).join(' | ')}\n  ${system}: hệ thống khác, kể cả của cổng này, cần tệp của chính nó · any other system, of this gateway too, needs files of its own: ${reachingUsage.slice(1, -1)}`,
      )
    return run
  }
  const [agency = ''] = system.split(':')
  const file = (name: string) => needed(values[name], name)
  const client = {
    ...{ cert: file('cert'), key: file('private-key'), assertion_key: file('assertion-key') },
    ...{ agency, role: 'exchange', assertion_key_id: '', officers: [] },
  }
  const url = values.url.replace(/\/$/, '')
  return {
    ...{ url, ca: file('ca'), token_endpoint: tokenEndpointOf(url) },
    clients: { [system]: client },
  }
}

/** The key with which the agency of `system` signs, PEM. */
export const keyPemOf = ({ clients }: Reachable, system: string): string =>
  readFileSync(clients[system]!.assertion_key, 'utf8')

/** The clearance that the agency of `system` asserts of `officer`: what `--clearance` says, or what the development gateway knows of its officers. Throws Usage. */
export function clearanceOf(values: Values, { clients }: Reachable, system: string, officer: string): ClearanceLevel {
  const { officers } = clients[system]!
  const level = values.clearance ?? officers.find(({ id }) => id === officer)?.clearance
  if (isClearanceLevel(level)) return level
  const known = officers.length === 0 ? '' : `\n  --officer: ${officers.map(({ id }) => id).join(' | ')}`
  throw new Usage(
    `--clearance: cần mức được tiếp cận của ${officer}, như cơ quan đã đăng ký · needed: the clearance of ${officer}, as the agency has registered it: CONG_KHAI … TUYET_MAT${known}`,
  )
}
