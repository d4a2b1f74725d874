// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { NewUpload, Upload, UploadForm } from "./types";

export interface CreateInput {
  body: NewUpload;
}

export interface CreateAnswer {
  message: string;
  upload: UploadForm;
}

/**
 * Announce a file; the answer's form takes exactly that, straight into storage, within ten minutes.
 *
 * `POST /api/uploads` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, forbidden, internal_error, invalid_input, malformed_json, rate_limited, unauthorized, unavailable, unsupported_media_type
 */
export function create(client: Client, input: CreateInput, options?: CallOptions): Promise<CreateAnswer> {
  return client.call({ method: "POST", path: "/api/uploads", token: true }, input, options);
}

export interface ByIdInput {
  params: {
    id: string;
  };
}

export interface ByIdAnswer {
  upload: Upload;
}

/**
 * What has become of an upload of yours, and the sizes of a picture once it is ready.
 *
 * `GET /api/uploads/{id}` For anyone signed in.
 *
 * @throws ApiError account_suspended, internal_error, invalid_input, unauthorized, unavailable, upload_not_found
 */
export function byId(client: Client, input: ByIdInput, options?: CallOptions): Promise<ByIdAnswer> {
  return client.call({ method: "GET", path: "/api/uploads/{id}", token: true }, input, options);
}
