// Shortcuts of a desk's lists. The server says whether they are on (data-keys), what they do stands on the page that
// data-keys-help names, and they never fire while somebody is typing or holds another key down (WCAG 2.1.4).
export function keys () {
  const shell = document.querySelector('[data-keys]')
  if (!shell || shell.getAttribute('data-keys') === 'off') return
  const rows = () => [...document.querySelectorAll('.kx-row')].filter(r => r.querySelector('a'))
  const here = () => document.activeElement && document.activeElement.closest('.kx-row')
  const step = by => {
    const all = rows()
    if (all.length === 0) return
    const at = all.indexOf(here())
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))
    const link = all[next].querySelector('a')
    link.focus()
    link.scrollIntoView({ block: 'nearest' })
  }
  const does = {
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const box = here() && here().querySelector('input[type=checkbox]')
      if (box) box.click()
    },
    c: () => {
      const button = document.querySelector('button[data-key="c"]')
      if (button) button.click()
    },
    '?': () => location.assign(shell.getAttribute('data-keys-help'))
  }
  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented) return
    const t = e.target
    if (t.isContentEditable || /^(textarea|select)$/i.test(t.tagName) || /^input$/i.test(t.tagName) && t.type !== 'checkbox') return
    const act = does[e.key]
    if (act) { e.preventDefault(); act() }
  })
}
