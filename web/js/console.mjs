import htmx from 'htmx.org/dist/htmx.esm.js'
import * as engine from './engine.mjs'
import * as own from './own.mjs'
import { keys } from './keys.mjs'

engine.start()
own.start(htmx)
own.slashSearches()
keys()
