/** The contract of walls and ingest keys, as the server describes it in its OpenAPI document. Times are epoch milliseconds. */
export interface WallDto {
  readonly id: string;
  readonly name: string;
  /** Null: everything. */
  readonly areaIds: readonly string[] | null;
  readonly pairedAt: number;
  readonly lastSeenAt: number | null;
  readonly revokedAt: number | null;
}

/** POST /walls/pairing. */
export interface PairingDto {
  readonly pairingId: string;
  readonly code: string;
  readonly expiresAt: number;
}

/** GET /walls/pairing/{id}. */
export interface PairingStateDto {
  readonly state: 'waiting' | 'paired';
}

export interface IngestKeyDto {
  readonly id: string;
  readonly name: string;
  /** How the secret begins, by which people know it. */
  readonly prefix: string;
  /** Null: everything that an integrator may. */
  readonly feeds: readonly string[] | null;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

/** POST /ingest-keys: the secret is shown this once. */
export interface NewIngestKeyDto {
  readonly key: IngestKeyDto;
  readonly secret: string;
}
