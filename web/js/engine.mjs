// The engine's enhancements: every one of them improves markup that works without it.
// Conditional reveals are our own (own.mjs): the engine's put aria-expanded on radios, which ARIA does not allow.
import { Button, CharacterCount, createAll, ErrorSummary, FileUpload, SkipLink } from 'govuk-frontend'

export function start () {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
  for (const part of [CharacterCount, ErrorSummary, FileUpload, SkipLink]) createAll(part)
  createAll(Button, { preventDoubleClick: true })
}
