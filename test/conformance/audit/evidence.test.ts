/** What an answer gave is committed to in its entry: whoever holds the answer can open one value of it to a third party, and forge none. */
import t from 'tap'
import { type AnswerEvidence, evidenceIn } from '../../../gateway/audit/answer-evidence.ts'
import { type Opening, verifyOpening } from '../../../gateway/audit/evidence.ts'
import { filledFacet, filledTranslation, tokens } from '../../support/filled-facet.ts'
import { type Answer, graphql, policyApp, type Question } from '../../support/policy-app.ts'

const app = await policyApp(t, { tokens: true })
const { facet } = filledFacet()
const document = filledTranslation({ ...facet, identifiers: [{ ...facet.identifiers[0]!, value: 'so' }] })
const id = await app.hold('cong-an', 'so', {}, document)
const system = 'cong-an:dieu-tra'
const wish = { 'want-evidence': '?1' }

const fields =
  'a: participants { person { fullName } } participants { role { code } person { fullName } } report { stage { code } summary }'
const questions: Readonly<Record<string, Question>> = {
  REST: { path: `/v1/dossiers/${id}` },
  list: { path: '/v1/dossiers' },
  GraphQL: graphql(`query($id: ID!) { it: dossier(id: $id) { facets { ${fields} } } }`, { id }),
}

async function asked(question: Question, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const jti = await app.token(system, { purpose: 'GIAI_QUYET_NGUON_TIN', dossiers: [id] })
  return app.ask({ system, jti }, { ...question, headers })
}

const metaOf = ({ json }: Answer) => json.meta ?? json.extensions.lienthong
const rootOf = ({ entries }: Answer) => entries.at(-1)!.entry.evidence

const opened = (evidence: AnswerEvidence): Opening[] => evidence.pointers.map((pointer) => evidence.open(pointer)!)

for (const [surface, question] of Object.entries(questions)) {
  t.test(`${surface}: the answer and its evidence make the root of the entry`, async (t) => {
    const answer = await asked(question, wish)
    t.equal(answer.status, 200)
    const evidence = evidenceIn(answer.text)!
    t.equal(evidence.root, rootOf(answer))
    t.equal(answer.entries.at(-1)!.entry.detail.evidence_key, metaOf(answer).evidence.key)
    t.same(
      opened(evidence).filter((opening) => !verifyOpening(opening, evidence.root)),
      [],
    )
    t.ok(evidence.pointers.length > 0)
  })

  t.test(`${surface}: nothing of it is told without being asked for; the log has it all the same`, async (t) => {
    const answer = await asked(question)
    t.notOk('evidence' in metaOf(answer))
    t.match(rootOf(answer), /^[A-Za-z0-9+/]{43}=$/)
    t.equal(evidenceIn(answer.text), undefined)
  })
}

t.test('one value opened shows that value, and no other of the answer', async (t) => {
  const evidence = evidenceIn((await asked(questions.REST!, wish)).text)!
  for (const opening of opened(evidence)) t.notMatch(JSON.stringify({ ...opening, text: '' }), tokens, opening.pointer)
  const texts = opened(evidence).flatMap(({ text }) => text.match(tokens) ?? [])
  t.equal(new Set(texts).size, texts.length, 'each stands in one')
})

t.test('a value under HẠN CHẾ or above stands for itself, and not in what stands for the rest', async (t) => {
  const evidence = evidenceIn((await asked(questions.REST!, wish)).text)!
  const name = '/dossier/facets/0/participants/1/person/fullName'
  t.ok(evidence.pointers.includes(name))
  const own = evidence.open(name)!
  t.equal(own.text, JSON.stringify(facet.participants![1]!.person!.fullName))
  t.notMatch(evidence.open('/dossier/facets/0')!.text, new RegExp(own.text))
  t.notOk(evidence.pointers.includes('/dossier/facets/0/report/stage/code'), 'an internal one does not')
})

t.test('what was not given can not be opened, and nothing given as something else', async (t) => {
  const answer = await asked(questions.REST!, wish)
  const evidence = evidenceIn(answer.text)!
  t.equal(evidence.open('/dossier/facets/0/participants/9/person/fullName'), undefined)
  const opening = evidence.open('/dossier/facets/0/participants/0/person/fullName')!
  const other = evidence.open('/dossier/facets/0/participants/1/person/fullName')!
  const forged: Readonly<Record<string, Opening>> = {
    'another value': { ...opening, text: '"Nguyễn Văn A"' },
    'another place': { ...opening, pointer: other.pointer },
    'another salt': { ...opening, salt: other.salt },
    'another position': { ...opening, index: other.index },
    'a step left out': { ...opening, hashes: opening.hashes.slice(1) },
    'a hash that is none': { ...opening, hashes: [...opening.hashes.slice(1), '!'] },
    'the end of the place moved': { ...opening, pointer: `${opening.pointer}\0"x"`, text: '' },
  }
  for (const [how, opening] of Object.entries(forged)) t.notOk(verifyOpening(opening, evidence.root), how)
  t.notOk(verifyOpening(opening, evidenceIn((await asked(questions.REST!, wish)).text)!.root), 'of another answer')
})

t.test('an answer that was changed does not make the root', async (t) => {
  const answer = await asked(questions.REST!, wish)
  const changed = answer.text.replace(String(facet.report.summary), 'x')
  t.not(changed, answer.text)
  t.not(evidenceIn(changed)?.root, rootOf(answer))
  t.equal(evidenceIn('{"dossier":{},"meta":{"evidence":{"key":"x","records":[]}}}'), undefined)
  t.equal(evidenceIn('no JSON'), undefined)
})

t.test('what is no wish is refused; a refusal has no evidence', async (t) => {
  for (const value of ['1', 'true', '?2', '?1;x', '']) {
    const answer = await asked(questions.REST!, { 'want-evidence': value })
    t.equal(answer.json.code, 'parameter-invalid', value)
    t.equal(rootOf(answer), undefined)
  }
})
