/** The catalogue is whole: every code in both languages, well formed, told to the right party. */
import t from 'tap'
import { catalogue, type Row } from '../../../gateway/errors/catalogue.ts'

const rows: readonly (readonly [code: string, row: Row])[] = Object.entries(catalogue)
const vietnamese = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i

for (const [code, { status, party, title, detail }] of rows)
  t.test(code, async (t) => {
    t.match(code, /^[a-z]+(-[a-z]+)*$/)
    t.ok(status >= 400 && status <= 599 && Number.isInteger(status))
    if (status >= 500) t.not(party, 'caller', 'a fault of ours is not for the caller to mend')
    if (party === 'caller') t.ok(status < 500)
    for (const text of [title.vi, title.en, detail.vi, detail.en]) {
      t.equal(text, text.normalize('NFC').trim())
      t.ok(text.length > 0 && text.length <= 200)
      t.notMatch(text, /\$\{|undefined|\bat .*:\d+/)
    }
    t.match(title.vi + detail.vi, vietnamese)
    t.notMatch(title.en + detail.en, vietnamese)
    t.notMatch(title.vi + title.en, /\.$/, 'a title is no sentence')
    t.match(detail.vi, /\.$/)
    t.match(detail.en, /\.$/)
  })

t.test('no two codes say the same', async (t) => {
  for (const say of [(row: Row) => row.title.vi, (row: Row) => row.title.en])
    t.equal(new Set(rows.map(([, row]) => say(row))).size, rows.length)
})

/** Each such answer says after how long by itself. */
const ownTime = ['rate-limited', 'oauth-locked-out', 'push-too-often']

t.test('what says that trying again helps says when, and nothing else does', async (t) => {
  for (const [code, { status, detail, retry_s }] of rows) {
    const helps = (status === 503 || status === 429) && /later|(ask|send) .*again|Retry-After|to end/i.test(detail.en)
    t.equal(retry_s !== undefined, helps && !ownTime.includes(code), code)
    if (retry_s !== undefined) t.ok(Number.isInteger(retry_s) && retry_s >= 1 && retry_s <= 60, code)
  }
})
