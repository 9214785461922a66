export {
  type FileFormat,
  type FileWriter,
  MEDIA_TYPES,
  openFileWriter,
  type ReportFormat,
} from "./files/open-file-writer.ts";
