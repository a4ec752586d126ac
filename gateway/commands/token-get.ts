import { loadProcessConfig } from '../config/config.ts'
import { agencyClient } from '../development/client.ts'
import { readRunFile } from '../development/run-file.ts'
import { isClearanceLevel } from '../identity/clearance.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { refused } from './refused-reply.ts'

const options = {
  as: { type: 'string' },
  officer: { type: 'string' },
  purpose: { type: 'string' },
  'legal-basis': { type: 'string' },
  dossier: { type: 'string', multiple: true },
  clearance: { type: 'string' },
} as const

/** Asks the running development gateway for a token, as an agency's own system would, and prints it. */
export const tokenGet: Command = {
  usage: '--as SYSTEM --officer ID --purpose P --legal-basis B [--dossier ID …] [--clearance LEVEL]',
  title: { vi: 'Xin mã truy cập của cổng đang chạy', en: 'Get an access token of the running gateway' },
  async run(args) {
    const { values } = parsed(args, options)
    const run = readRunFile(loadProcessConfig().dataDir)
    if (!run) throw new Usage('cổng chưa chạy (npm start) · no gateway is running (npm start)')
    const system = needed(values.as, 'as')
    const client = run.clients[system]
    if (!client) throw new Usage(`--as: ${Object.keys(run.clients).join(' | ')}`)
    const officer = needed(values.officer, 'officer')
    const clearance = values.clearance ?? client.officers.find(({ id }) => id === officer)?.clearance
    if (!isClearanceLevel(clearance))
      throw new Usage(
        `--officer: ${client.officers.map(({ id }) => id).join(' | ')}; --clearance: CONG_KHAI … TUYET_MAT`,
      )
    const agency = agencyClient(run, system)
    const reply = await agency
      .token({
        officer,
        purpose: needed(values.purpose, 'purpose'),
        legalBasis: needed(values['legal-basis'], 'legal-basis'),
        clearance,
        ...(values.dossier && { dossiers: values.dossier }),
      })
      .finally(agency.close)
    const { access_token } = (reply.json ?? {}) as Record<string, string | undefined>
    if (reply.status === 200 && access_token !== undefined) {
      process.stdout.write(`${access_token}\n`)
      return 0
    }
    return refused(reply)
  },
}
