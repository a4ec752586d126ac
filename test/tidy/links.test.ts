/** A link in a page leads to a file that is there, and to a heading that it has. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { root } from './tree.ts'

const pages = globSync('**/*.md', { cwd: root, exclude: (name) => /^(\.|node_modules$)/.test(name) })

const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '')

/** As the readers of such pages make them of headings. */
const anchorsIn = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

t.test('links of pages lead somewhere', async (t) => {
  const broken = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8')
    return [...withoutBlocks(text).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(
      ([link, path = '', anchor]) => {
        const target = path === '' ? join(root, page) : join(root, dirname(page), path)
        if (!existsSync(target)) return [`${page}: ${link}: no such file`]
        if (anchor === undefined || anchorsIn(readFileSync(target, 'utf8')).includes(anchor)) return []
        return [`${page}: ${link}: no such heading`]
      },
    )
  })
  t.ok(pages.length > 5)
  t.strictSame(broken, [])
})
