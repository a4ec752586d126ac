import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { loadProcessConfig } from '../config/config.ts'
import { type RunFile, readRunFile } from '../development/run-file.ts'
import { signAssertion } from '../identity/assertion.ts'
import { isClearanceLevel } from '../identity/clearance.ts'
import { jwtBearerGrant } from '../identity/token-form.ts'
import { limits } from '../limits.ts'
import { now_ms } from '../telemetry/clock.ts'
import { type Command, needed, parsed, Usage } from './command.ts'

const options = {
  as: { type: 'string' },
  officer: { type: 'string' },
  purpose: { type: 'string' },
  'legal-basis': { type: 'string' },
  dossier: { type: 'string', multiple: true },
  clearance: { type: 'string' },
} as const

/** Asks the running development gateway for a token, as an agency's own system would (design.md §5), and prints it. */
export const tokenGet: Command = {
  words: ['token', 'get'],
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
    const assertion = await signAssertion({
      keyPem: readFileSync(client.assertion_key, 'utf8'),
      agency: client.agency,
      officer,
      clearance,
      audience: run.token_endpoint,
      now_s: Math.floor(now_ms() / 1000),
    })
    const access = {
      type: 'case_access',
      purpose: needed(values.purpose, 'purpose'),
      legal_basis: needed(values['legal-basis'], 'legal-basis'),
      actions: values.dossier ? ['dossier:read', 'dossier:list'] : ['dossier:list'],
      ...(values.dossier && { dossiers: values.dossier }),
    }
    const form = new URLSearchParams({
      grant_type: jwtBearerGrant,
      client_id: system,
      assertion,
      authorization_details: JSON.stringify([access]),
    })
    const { status, body } = await post(run, client, form.toString())
    const { access_token, code, title, detail } = JSON.parse(body) as Record<string, string | undefined>
    if (status === 200 && access_token !== undefined) {
      process.stdout.write(`${access_token}\n`)
      return 0
    }
    process.stderr.write(`${code}: ${title}. ${detail}\n`)
    return 1
  },
}

function post(
  run: RunFile,
  { cert, key }: { cert: string; key: string },
  body: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      run.token_endpoint,
      {
        method: 'POST',
        ca: readFileSync(run.ca),
        cert: readFileSync(cert),
        key: readFileSync(key),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        timeout: limits.request.request_timeout_ms,
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => (text += part))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }))
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.on('timeout', () =>
      sent.destroy(Object.assign(new Error(`no answer from ${run.token_endpoint}`), { code: 'ETIMEDOUT' })),
    )
    sent.end(body)
  })
}
