// The engine's enhancements: every one of them improves markup that works without it.
import {
  Button, CharacterCount, Checkboxes, createAll, ErrorSummary, FileUpload, Radios, SkipLink
} from 'govuk-frontend'

export function start () {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
  for (const part of [CharacterCount, Checkboxes, ErrorSummary, FileUpload, Radios, SkipLink]) createAll(part)
  createAll(Button, { preventDoubleClick: true })
}
