export type Version = "3.1.1" | "5.0";
export type Sender = "client" | "server";

interface Vector {
  id: string;
  version: Version;
  sender: Sender;
  packet: string;
  /** The packet, in lower case hexadecimal. */
  hex: string;
  /** What a strict decoder may say. */
  verdict: ("ok" | "malformed" | "protocol-error")[];
  /** Accepting and rejecting are both permitted. */
  contested: boolean;
}
export interface ValidVector extends Vector {
  /** Which edge it is. */
  about: string;
  /** Under the names of the Standard in snake_case. */
  fields: Record<string, unknown>;
}
export interface MalformedVector extends Vector {
  fault: string;
  field: string;
  /** The byte that is wrong. */
  offset: number;
  statements: string[];
  /** The id of the valid vector that it was made of. */
  twin: string;
}

export const versions: Version[];
export const senders: Sender[];
export function valid(version: Version, sender: Sender): ValidVector[];
export function malformed(version: Version, sender: Sender): MalformedVector[];
