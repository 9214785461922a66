export {
  type FileFormat,
  type FileWriter,
  MEDIA_TYPES,
  openFileWriter,
} from "./files/open-file-writer.ts";
