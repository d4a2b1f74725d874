export { CsvError, parse } from "csv-parse/sync";
