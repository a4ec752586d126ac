/** What a person can try next: lines to copy that work as they are, from the folder in which the gateway was started. */
import { relative } from 'node:path'
import type { RunFile } from './run-file.ts'

const officers = {
  'cong-an:dieu-tra': { title: 'Công an (SOAP/XML)', purpose: 'GIAI_QUYET_NGUON_TIN', basis: 'BLTTHS.147' },
  'vien-kiem-sat:kiem-sat': { title: 'Viện kiểm sát (REST/JSON)', purpose: 'KIEM_SAT_NGUON_TIN', basis: 'BLTTHS.160' },
} as const

/** Shell words that need no quoting stay as they are. */
const word = (text: string): string => (/^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

const short = (path: string): string => {
  const near = relative('.', path)
  return word(near.startsWith('..') ? path : near)
}

/** The lines of one agency for `dossier`: a token, REST, and GraphQL. */
function linesFor(run: RunFile, system: keyof typeof officers, dossier: string): string[] {
  const client = run.clients[system]
  if (!client) return []
  const { title, purpose, basis } = officers[system]
  const officer = client.officers[0]?.id ?? ''
  const tls = `--cacert ${short(run.ca)} --cert ${short(client.cert)} --key ${short(client.key)}`
  const query = JSON.stringify({
    query: `{ dossier(id: "${dossier}") { id facets { agency report { stage { code } summary } reporters { pseudonym fullName } } } }`,
  })
  return [
    `# ${title}`,
    `TOKEN=$(npx --silent lienthong token get --as ${system} --officer ${officer} --purpose ${purpose} --legal-basis ${basis} --dossier ${dossier})`,
    `curl -si ${tls} -H "Authorization: Bearer $TOKEN" ${run.url}/v1/dossiers/${dossier}`,
    `curl -s ${tls} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '${query}' ${run.url}/graphql`,
    `curl -s ${tls} -H "Authorization: Bearer $TOKEN" '${run.url}/v1/dossiers?first=3'`,
    '',
  ]
}

/** Plain text, ending with a new line. `story`: a dossier that both agencies hold. */
export function firstScreen(run: RunFile, story: string): string {
  const data = run.data === `${process.cwd()}/.lienthong` ? '' : `export LIENTHONG_DATA=${word(run.data)}\n\n`
  return `
Liên thông đang chạy · is running: ${run.url}

${data}Cùng một hồ sơ, hai cơ quan, hai cách nhìn · One dossier, two agencies, two views:

${[...linesFor(run, 'cong-an:dieu-tra', story), ...linesFor(run, 'vien-kiem-sat:kiem-sat', story)].join('\n')}
# Kiểm chứng nhật ký, và biên nhận (tiêu đề Audit-Receipt) · Verify the log, and a receipt (header Audit-Receipt)
npx lienthong audit verify ${short(run.audit.dir)}
npx lienthong audit verify ${short(run.audit.dir)} --receipt '<Audit-Receipt>'

`
}
