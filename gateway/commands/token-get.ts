import { agencyClient } from '../development/client.ts'
import { type Command, needed, parsed } from './command.ts'
import { clearanceOf, gatewayOf, reachingOptions, reachingUsage } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = {
  ...reachingOptions,
  officer: { type: 'string' },
  purpose: { type: 'string' },
  'legal-basis': { type: 'string' },
  dossier: { type: 'string', multiple: true },
  clearance: { type: 'string' },
} as const

/** Asks a gateway for a token, as an agency's own system would, and prints it. */
export const tokenGet: Command = {
  usage: `--as SYSTEM --officer ID --purpose P --legal-basis B [--dossier ID …] [--clearance LEVEL] ${reachingUsage}`,
  title: { vi: 'Xin mã truy cập của cổng', en: 'Get an access token of a gateway' },
  async run(args) {
    const { dossier: dossiers, ...values } = parsed(args, options).values
    const system = needed(values.as, 'as')
    const run = gatewayOf(values, system)
    const officer = needed(values.officer, 'officer')
    const wish = {
      ...{ officer, clearance: clearanceOf(values, run, system, officer) },
      ...{ purpose: needed(values.purpose, 'purpose'), legalBasis: needed(values['legal-basis'], 'legal-basis') },
      ...(dossiers && { dossiers }),
    }
    const agency = agencyClient(run, system)
    const reply = await agency.token(wish).finally(agency.close)
    const { access_token } = (reply.json ?? {}) as Record<string, string | undefined>
    if (reply.status === 200 && access_token !== undefined) {
      process.stdout.write(`${access_token}\n`)
      return 0
    }
    return refused(reply)
  },
}
