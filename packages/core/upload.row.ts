import { Failure } from "#contract/failure";
import { type Upload, Uploads } from "./upload.entity";

export const missing = () => new Failure("upload_not_found");

/** As it stands now. @throws Failure upload_not_found */
export async function find(id: string): Promise<Upload> {
  const { data } = await Uploads.get({ id }).go({ consistent: true });
  if (!data) throw missing();
  return data;
}
