/** What a person can try next: lines to copy that work as they are, from the folder in which the gateway was started. */
import { relative } from 'node:path'
import type { RunFile } from './run-file.ts'

const officers = {
  'cong-an:dieu-tra': { title: 'Công an (SOAP/XML)', purpose: 'GIAI_QUYET_NGUON_TIN', basis: 'BLTTHS.147' },
  'vien-kiem-sat:kiem-sat': { title: 'Viện kiểm sát (REST/JSON)', purpose: 'KIEM_SAT_NGUON_TIN', basis: 'BLTTHS.160' },
  'toa-an:xet-xu': { title: 'Tòa án (edXML)', purpose: 'XET_XU_VU_AN', basis: 'BLTTHS.277' },
  'thanh-tra:ket-luan': { title: 'Thanh tra (CSV, TCVN3)', purpose: 'THEO_DOI_KIEN_NGHI', basis: 'TTLT03_2018.5' },
  'mttq:tiep-nhan': { title: 'Mặt trận Tổ quốc (JSON, VNI)', purpose: 'GIAM_SAT_XA_HOI', basis: 'TTLT01_2017.14' },
} as const
type SystemId = keyof typeof officers

/** Shell words that need no quoting stay as they are. */
const word = (text: string): string => (/^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

const short = (path: string): string => {
  const near = relative('.', path)
  return word(near.startsWith('..') ? path : near)
}

/** What a shell needs to ask for `dossier` as an officer of `system`; undefined when that system does not take part. */
function askAs(run: RunFile, system: SystemId, dossier: string) {
  const client = run.clients[system]
  if (!client) return undefined
  const { title, purpose, basis } = officers[system]
  const officer = client.officers[0]?.id ?? ''
  return {
    title,
    token: `TOKEN=$(npx --silent lienthong token get --as ${system} --officer ${officer} --purpose ${purpose} --legal-basis ${basis} --dossier ${dossier})`,
    tls: `--cacert ${short(run.ca)} --cert ${short(client.cert)} --key ${short(client.key)}`,
    rest: `-H "Authorization: Bearer $TOKEN" ${run.url}/v1/dossiers/${dossier}`,
  }
}

/** The lines of one agency for `dossier`: a token, REST, GraphQL and a list. */
function linesFor(run: RunFile, system: SystemId, dossier: string): string[] {
  const ask = askAs(run, system, dossier)
  if (!ask) return []
  const { title, token, tls, rest } = ask
  const query = JSON.stringify({
    query: `{ dossier(id: "${dossier}") { id facets { agency report { stage { code } summary } reporters { pseudonym fullName } } } }`,
  })
  return [
    `# ${title}`,
    token,
    `curl -si ${tls} ${rest}`,
    `curl -s ${tls} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '${query}' ${run.url}/graphql`,
    `curl -s ${tls} -H "Authorization: Bearer $TOKEN" '${run.url}/v1/dossiers?first=3'`,
    '',
  ]
}

/** The same dossier as `system` sees it, on one line. */
function lineFor(run: RunFile, system: SystemId, dossier: string): string[] {
  const ask = askAs(run, system, dossier)
  return ask ? [`# ${ask.title}`, `${ask.token} && curl -s ${ask.tls} ${ask.rest}`] : []
}

/** Three agencies' witnesses cosign every checkpoint: a log that was set back or forked gets no quorum. */
const witnessLine = ({ audit: { dir, policy } }: RunFile): string =>
  policy === undefined
    ? ''
    : `npx lienthong audit verify ${short(dir)} --policy ${short(policy)}   # VKS, TA, MTTQ: hai trong ba nhân chứng · two of three witnesses\n`

/** A petition of the Front to the police; the key stays the same, so the line may be run again. */
const handingOver = ({ clients }: RunFile): string =>
  clients['mttq:tiep-nhan'] && clients['cong-an:dieu-tra']
    ? `# Mặt trận chuyển một phản ánh cho Công an; sổ của Công an nay có gì · The Front hands a petition over; what the police's book has now
npx lienthong transfer send --as mttq:tiep-nhan --to cong-an --type application/json --key chuyen-thu-1 adapters/mttq/golden/giau.json
npx lienthong sandbox look cong-an

`
    : ''

/** Plain text, ending with a new line. */
export function firstScreen(run: RunFile): string {
  const dossier = run.stories['nam-co-quan'] ?? run.stories['to-giac-mat'] ?? run.dossiers[0] ?? 'hs-…'
  const data = run.data === `${process.cwd()}/.lienthong` ? '' : `export LIENTHONG_DATA=${word(run.data)}\n\n`
  const [police, procuracy, ...others] = Object.keys(officers) as [SystemId, SystemId, ...SystemId[]]
  const lines = [
    ...[police, procuracy].flatMap((system) => linesFor(run, system, dossier)),
    ...others.flatMap((system) => lineFor(run, system, dossier)),
  ]
  return `
Liên thông đang chạy · is running: ${run.url}

${data}# Cùng một hồ sơ, mỗi cơ quan một cách nhìn · One dossier, a view for each agency

${lines.join('\n')}

${handingOver(run)}# Kiểm chứng nhật ký, và biên nhận (tiêu đề Audit-Receipt) · Verify the log, and a receipt (header Audit-Receipt)
npx lienthong audit verify ${short(run.audit.dir)}
npx lienthong audit verify ${short(run.audit.dir)} --receipt '<Audit-Receipt>'
${witnessLine(run)}
`
}
