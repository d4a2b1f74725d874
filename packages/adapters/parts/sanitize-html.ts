export { default as clean } from "sanitize-html";
