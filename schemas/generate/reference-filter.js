// Hides the rows that don't hold what is typed, marks and case of letters apart; the box is shown by this script alone.
const box = document.getElementById('filter')
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
const sections = [...document.querySelectorAll('section.entity')].map((section) => ({
  section,
  title: plain(section.querySelector('h3, h4').textContent),
  rows: [...section.querySelectorAll('tbody tr')].map((row) => ({ row, text: plain(row.textContent) })),
}))

box.hidden = false
box.addEventListener('input', () => {
  const wanted = plain(box.value.trim())
  document.body.classList.toggle('filtered', wanted !== '')
  for (const { section, title, rows } of sections) {
    const whole = title.includes(wanted)
    let found = whole
    for (const { row, text } of rows) {
      row.hidden = !(whole || text.includes(wanted))
      found ||= !row.hidden
    }
    section.hidden = !found
  }
})
