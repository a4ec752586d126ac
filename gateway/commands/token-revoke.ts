import { text as textOf } from 'node:stream/consumers'
import { clientWith } from '../development/client.ts'
import { signRequest } from '../identity/request-signature.ts'
import { now_ms } from '../telemetry/clock.ts'
import { type Command, needed, parsed } from './command.ts'
import { gatewayOf, keyPemOf, reachingOptions, reachingUsage } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = {
  ...reachingOptions,
  officer: { type: 'string' },
  agency: { type: 'string' },
  system: { type: 'string' },
} as const

/** Takes tokens of a gateway back, as an agency's own system or the security officers' would (RFC 7009). */
export const tokenRevoke: Command = {
  usage: `--as SYSTEM (TOKEN | - | --officer ID [--agency AGENCY] | --system SYSTEM) ${reachingUsage}`,
  title: {
    vi: 'Thu hồi một mã, hoặc mọi mã của một cán bộ hay hệ thống',
    en: 'Take back one token, or all of an officer or a system',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const as = needed(values.as, 'as')
    const run = gatewayOf(values, as)
    const [given] = positionals
    const token = given === '-' ? (await textOf(process.stdin)).trim() : given
    const { officer, agency, system } = values
    const named = Object.entries({ token, officer, agency, system })
    const form = named.filter((entry): entry is [string, string] => entry[1] !== undefined)
    const client = clientWith(run, run.clients[as])
    const body = new URLSearchParams(form).toString()
    const headers = await signRequest({
      keyPem: keyPemOf(run, as),
      targetUri: `${run.url}/oauth2/revoke`,
      contentType: 'application/x-www-form-urlencoded',
      body,
      created_s: Math.floor(now_ms() / 1000),
    })
    const reply = await client.call('/oauth2/revoke', { method: 'POST', headers, body }).finally(client.close)
    if (reply.status === 200) {
      process.stdout.write('đã thu hồi · revoked\n')
      return 0
    }
    return refused(reply)
  },
}
