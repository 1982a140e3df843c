export { wrapAnsi as default } from 'fast-wrap-ansi'
